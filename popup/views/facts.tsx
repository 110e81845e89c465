import type { JSX } from "preact";
import { Untrusted } from "../../ui/untrusted.tsx";
import { language, plural, textOr, useText } from "../../ui/text.ts";
import type { Fact } from "../facts.ts";
import { connectionFacts, keyPart } from "../facts.ts";
import { localClock } from "../../ui/format.ts";
import { useConnection } from "./subject.ts";

/** The connection by name; what the browser did not tell stays in the table, with the reason. */
export function Facts(): JSX.Element | null {
  const text = useText();
  const connection = useConnection();
  const { assessment } = connection;
  if (assessment === null) return null;
  return (
    <dl class="rows">
      {connectionFacts(connection, assessment, text).map((fact) => (
        <div key={fact.name}>
          <dt>{text(`popup_fact_${fact.name}`)}</dt>
          <dd>
            <FactValue fact={fact} />
          </dd>
        </div>
      ))}
      <SeenTimes />
    </dl>
  );
}

function FactValue({ fact }: { fact: Fact }): JSX.Element {
  const text = useText();
  if (fact.value !== undefined) {
    return (
      <>
        <Untrusted text={fact.value} />
        {fact.mark !== undefined && <span class="mark">{fact.mark}</span>}
      </>
    );
  }
  if (fact.reason === undefined) return <span class="muted">{text("popup_not_told")}</span>;
  return <span class="muted">{textOr(text, `popup_unavailable_${keyPart(fact.reason)}`, text("popup_not_told"))}</span>;
}

/** When and for how many requests the connection was seen. */
export function SeenTimes(): JSX.Element {
  const text = useText();
  const connection = useConnection();
  const tag = language(text);
  return (
    <div>
      <dt>{text("popup_fact_seen")}</dt>
      <dd>{plural(text, "popup_seen", connection.requests, [localClock(connection.firstSeen, tag), localClock(connection.lastSeen, tag)])}</dd>
    </div>
  );
}
