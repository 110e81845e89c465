import type { JSX } from "preact";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Fixes } from "../../src/core/rules/rule.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { LazyDetails } from "../../ui/lazy-details.tsx";
import { useText } from "../../ui/text.ts";

/** Lines of configuration by the id of the rule that they satisfy. */
export const FixesContext = createContext<Readonly<Record<string, Fixes>>>({});

const SERVERS: readonly (keyof Fixes)[] = ["nginx", "apache", "caddy", "haproxy"];

/** The lines that fix what a rule found, server by server; nothing where no line does. */
export function FixLines({ rule }: { rule: string }): JSX.Element | null {
  const text = useText();
  const fixes = useContext(FixesContext)[rule];
  if (fixes === undefined) return null;
  return (
    <LazyDetails
      class="fixes"
      summary={text("popup_fix_lines")}
      content={() => (
        <dl>
          {SERVERS.map((server) => {
            const lines = fixes[server];
            if (lines === undefined) return null;
            const name = text(`popup_server_${server}`);
            return (
              <div key={server}>
                <dt>
                  {name}
                  <CopyButton value={lines} name={text("popup_lines_for", [name])} />
                </dt>
                <dd>
                  <pre>
                    <code>{lines}</code>
                  </pre>
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    />
  );
}
