import type { JSX } from "preact";
import { useText } from "../../ui/text.ts";
import { Entries, Entry } from "./entries.tsx";
import type { ChangeProps } from "./interception-state.tsx";
import { ByPolicy, useLocked } from "./policy.tsx";
import { SectionPart } from "./section.tsx";

/** Bad certificates that were accepted. */
export function Exceptions({ report, change }: ChangeProps): JSX.Element {
  const text = useText();
  const locked = useLocked("interception.exceptions");
  return (
    <SectionPart heading={text("options_exceptions_heading")} lead={text("options_exceptions_lead")}>
      <ByPolicy path="interception.exceptions" />
      {report.exceptions.length === 0 && <p data-testid="no-exceptions">{text("options_exceptions_none")}</p>}
      <Entries>
        {report.exceptions.map(({ host, port, key, since, why }) => (
          <Entry key={`${host} ${String(port)}`} testId="exception" title={`${host}:${String(port)}`} since={since} code={key} words={why} onRemove={locked ? undefined : () => void change({ kind: "revoke", host, port })} />
        ))}
      </Entries>
    </SectionPart>
  );
}
