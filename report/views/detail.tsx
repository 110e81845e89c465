import type { ComponentChildren, JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ruleKey } from "../../ui/rule-text.ts";
import { utcTime } from "../../ui/format.ts";
import type { HostStrength, WorstFinding } from "../../src/core/history/strength.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { ErrorIcon, NoticeIcon, WarningIcon } from "../../ui/icons.tsx";
import { Message } from "../../ui/message.tsx";
import { textOr, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import { nameOf } from "../host-rows.ts";
import { timeLineTable, timeLineWords } from "../picture-words.ts";
import { timeLine } from "../time-line.ts";
import { counted, formats } from "../words.ts";
import { DrawnFigure } from "./figure.tsx";
import { HostGrade } from "./grade.tsx";
import { Expiry, groupName } from "./host-cells.tsx";
import type { ReportHost } from "../../src/messages/hosts.ts";

interface DetailProps {
  host: HostStrength;
  load: (host: string, port: number) => Promise<ReportHost | null>;
  now: number;
  onClose: () => void;
}

/** All that is remembered of a host. It has the focus once it is opened. */
export function Detail({ host, load, now, onClose }: DetailProps): JSX.Element {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const [known, setKnown] = useState<ReportHost | null>();
  const [failure, setFailure] = useState(false);
  const name = nameOf(host);

  useEffect(() => {
    heading.current?.focus();
    let gone = false;
    setKnown(undefined);
    setFailure(false);
    load(host.host, host.port).then(
      (found) => gone || setKnown(found),
      (error: unknown) => {
        console.error(error);
        if (!gone) setFailure(true);
      },
    );
    return () => {
      gone = true;
    };
  }, [name]);

  const line = useMemo(() => timeLine(known?.keys ?? [], now), [known, now]);
  const strength = known?.strength ?? host;
  return (
    <aside
      class="detail" aria-labelledby="detail-heading" data-testid="detail"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2 id="detail-heading" ref={heading} tabIndex={-1}><Untrusted text={name} /></h2>
        <button type="button" class="button quiet small" data-testid="close-detail" onClick={onClose}>{text("report_close")}</button>
      </header>
      <p class="detail-grade">
        <HostGrade grade={strength.grade} />
        {strength.score !== null && <span>{text("report_score", [String(strength.score)])}</span>}
        <span class="muted">{strength.judged === null ? text("report_never_judged") : text("report_judged", [utcTime(new Date(strength.judged).toISOString())])}</span>
      </p>
      {strength.worst !== null && <Worst worst={strength.worst} findings={strength.findings ?? 1} />}
      {strength.findings === 0 && <p class="muted">{text("report_no_findings")}</p>}
      <Facts strength={strength} now={now} />
      {failure && <p role="alert" class="failure">{text("report_host_failed")}</p>}
      {line.stretches.length > 0 && (
        <DrawnFigure
          id="time-line" title={text("report_time_line")} words={timeLineWords(text, text("report_time_line_of", [name]))} table={timeLineTable(text, line)} content={line}
          draw={(library, drawing) => library.drawTimeLine(line, drawing)}
        />
      )}
      {line.stretches.length > 0 && <p class="muted small-text">{text("report_time_line_lead")}</p>}
    </aside>
  );
}

function Worst({ worst: { rule, severity, params }, findings }: { worst: WorstFinding; findings: number }): JSX.Element {
  const text = useText();
  const Icon = severity === "error" ? ErrorIcon : severity === "warning" ? WarningIcon : NoticeIcon;
  return (
    <div class="worst">
      <span class={`severity ${severity}`}><Icon /></span>
      <div>
        <p class="worst-title">{textOr(text, `${ruleKey(rule)}_title`, rule)}</p>
        <p><Message id={`${ruleKey(rule)}_message`} params={params} fallback={rule} /></p>
        {findings > 1 && <p class="muted">{counted(text, "report_more_findings", findings - 1)}</p>}
      </div>
    </div>
  );
}

function Facts({ strength, now }: { strength: HostStrength; now: number }): JSX.Element {
  const text = useText();
  const { date } = formats(text);
  const unknown = <span class="muted">{text("report_unknown")}</span>;
  const facts: [string, ComponentChildren][] = [
    [text("report_column_version"), strength.version ?? unknown],
    [text("report_column_suite"), strength.suite ?? unknown],
    [text("report_column_group"), groupName(strength, text) ?? unknown],
    [text("report_post_quantum"), strength.postQuantum === null ? unknown : text(strength.postQuantum ? "report_yes" : "report_no")],
    [text("report_column_expiry"), strength.notAfter === null ? unknown : <>{date(strength.notAfter)} (<Expiry notAfter={strength.notAfter} now={now} text={text} />)</>],
    [text("report_column_issuer"), strength.issuer === null ? unknown : <Untrusted text={strength.issuer.name} />],
    [text("report_column_anchor"), strength.anchor === null ? unknown : <Untrusted text={strength.anchor.name} />],
    [text("report_trust"), text(`report_trust_${strength.trust}`)],
    [text("report_interception"), text(`report_interception_${strength.interception}`)],
    [text("report_first_seen"), date(strength.firstSeen)],
    [text("report_last_seen"), date(strength.lastSeen)],
  ];
  return (
    <dl class="rows">
      {facts.map(([name, value]) => (
        <div key={name}><dt>{name}</dt><dd>{value}</dd></div>
      ))}
      {strength.key !== null && (
        <div class="copyable">
          <dt>{text("report_key")}</dt>
          <dd><code>{strength.key}</code><CopyButton value={strength.key} name={text("report_key")} /></dd>
        </div>
      )}
    </dl>
  );
}
