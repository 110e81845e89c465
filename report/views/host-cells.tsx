import type { ComponentChildren, JSX } from "preact";
import type { HostStrength } from "../../src/core/history/strength.ts";
import type { Text } from "../../src/core/text/message-text.ts";
import { visibleText } from "../../src/core/text/visible-text.ts";
import { NO_GROUP_ID } from "../ids.ts";
import type { Column } from "../query.ts";
import { nameOf } from "../host-rows.ts";
import { counted, daysLeft, formats } from "../words.ts";
import { HostGrade } from "./grade.tsx";

/** A cell of the table of hosts. */
export function hostCell(host: HostStrength, column: Column, text: Text, now: number): ComponentChildren {
  switch (column) {
    case "host":
      return (
        <>
          <bdi class="cut" title={visibleText(nameOf(host))}>{visibleText(nameOf(host))}</bdi>
          <InterceptionChip verdict={host.interception} text={text} />
        </>
      );
    case "grade":
      return <HostGrade grade={host.grade} />;
    case "version":
      return host.version ?? <Unknown text={text} />;
    case "suite":
      return host.suite === null ? <Unknown text={text} /> : <span class="cut" title={host.suite}>{host.suite}</span>;
    case "group":
      return (
        <>
          <span class="cut">{groupName(host, text) ?? <Unknown text={text} />}</span>
          {host.postQuantum === true && <abbr class="chip" title={text("report_post_quantum")}>{text("report_post_quantum_short")}</abbr>}
        </>
      );
    case "expiry":
      return host.notAfter === null ? <Unknown text={text} /> : <Expiry notAfter={host.notAfter} now={now} text={text} />;
    case "issuer":
    case "anchor": {
      const name = host[column]?.name;
      return name === undefined ? <Unknown text={text} /> : <bdi class="cut" title={visibleText(name)}>{visibleText(name)}</bdi>;
    }
    case "seen":
      return formats(text).date(host.lastSeen);
  }
}

/** undefined: not known. */
export function groupName({ group }: Pick<HostStrength, "group">, text: Text): string | undefined {
  return group === NO_GROUP_ID ? text("report_no_group") : group ?? undefined;
}

export function Unknown({ text }: { text: Text }): JSX.Element {
  return <span class="muted">{text("report_unknown")}</span>;
}

/** "in 23 days", with a mark where that is soon or past. */
export function Expiry({ notAfter, now, text }: { notAfter: number; now: number; text: Text }): JSX.Element {
  const days = daysLeft(notAfter, now);
  const state = days < 0 ? "past" : days <= 14 ? "soon" : "good";
  return (
    <span class={`expiry ${state}`} title={formats(text).date(notAfter)}>
      {days < 0 ? counted(text, "report_expired_days", -days) : counted(text, "report_days_left", days)}
    </span>
  );
}

/** Only what a person should know of at a glance. */
function InterceptionChip({ verdict, text }: { verdict: HostStrength["interception"]; text: Text }): JSX.Element | null {
  if (verdict === "none" || verdict === "unknown") return null;
  return <span class={`chip interception ${verdict}`}>{text(`report_interception_${verdict}`)}</span>;
}
