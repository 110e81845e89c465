import type { JSX } from "preact";
import type { Assessment } from "../../src/core/assessment.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { language, plural, textOr, useText } from "../../ui/text.ts";
import type { Fact } from "../facts.ts";
import { connectionFacts, keyPart } from "../facts.ts";
import { localClock } from "../../ui/format.ts";
import type { PageConnection } from "../../src/messages/page.ts";

/** The connection by name; what the browser did not tell stays in the table, with the reason. */
export function Facts({ connection, assessment }: { connection: PageConnection; assessment: Assessment }): JSX.Element {
  const text = useText();
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
      <SeenTimes connection={connection} />
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
export function SeenTimes({ connection }: { connection: PageConnection }): JSX.Element {
  const text = useText();
  const tag = language(text);
  return (
    <div>
      <dt>{text("popup_fact_seen")}</dt>
      <dd>{plural(text, "popup_seen", connection.requests, [localClock(connection.firstSeen, tag), localClock(connection.lastSeen, tag)])}</dd>
    </div>
  );
}
