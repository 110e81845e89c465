import type { JSX } from "preact";
import type { Finding, Severity } from "../../src/core/assessment.ts";
import type { Citation } from "../../src/core/rules/rule.ts";
import { ErrorIcon, NoticeIcon, OkIcon, WarningIcon } from "../../ui/icons.tsx";
import { Message } from "../../ui/message.tsx";
import { plural, textOr, useText } from "../../ui/text.ts";
import { SEVERITIES } from "../../src/core/rating/finding-order.ts";
import { ruleKey } from "../../ui/rule-text.ts";
import { FixLines } from "./fixes.tsx";
import { useCertificates } from "./subject.ts";

export type Citations = Readonly<Record<string, Citation>>;

export function SeverityIcon({ severity }: { severity: Severity }): JSX.Element {
  return <span class={`severity ${severity}`}>{severity === "error" ? <ErrorIcon /> : severity === "warning" ? <WarningIcon /> : <NoticeIcon />}</span>;
}

/** The most important finding, which leads to the whole list. */
export function TopFinding({ finding, onMore }: { finding: Finding | undefined; onMore: () => void }): JSX.Element {
  const text = useText();
  if (finding === undefined) {
    return (
      <p class="top-finding none">
        <span class="severity ok">
          <OkIcon />
        </span>
        <span>{text("popup_no_findings")}</span>
      </p>
    );
  }
  const key = ruleKey(finding.rule);
  return (
    <button type="button" class="top-finding" data-severity={finding.severity} onClick={onMore}>
      <SeverityIcon severity={finding.severity} />
      <span>
        <strong>
          <span class="visually-hidden">{text(`popup_severity_${finding.severity}`)}: </span>
          {textOr(text, `${key}_title`, finding.rule)}
        </strong>
        <span class="top-finding-message">
          <Message id={`${key}_message`} params={finding.params} fallback={finding.message} />
        </span>
      </span>
    </button>
  );
}

interface FindingListProps {
  /** In order. */
  findings: readonly Finding[];
  citations: Citations;
  /** Heading level of the severities. */
  level: 3 | 4;
}

/** Findings grouped by severity, with what was seen, what it means and what to do. */
export function FindingList({ findings, citations, level }: FindingListProps): JSX.Element {
  const text = useText();
  const certificates = useCertificates();
  const Heading = `h${level}` as const;
  if (findings.length === 0) return <p class="muted">{text("popup_no_findings")}</p>;
  return (
    <>
      {SEVERITIES.map((severity) => {
        const group = findings.filter((finding) => finding.severity === severity);
        if (group.length === 0) return null;
        return (
          <div class="finding-group" key={severity}>
            <Heading class="group-heading">{plural(text, `popup_severity_count_${severity}`, group.length)}</Heading>
            <ul>
              {group.map((finding, index) => (
                <FindingItem
                  key={`${finding.rule} ${finding.certificate ?? ""} ${index}`}
                  finding={finding}
                  citation={citations[finding.rule]}
                  about={finding.certificate === undefined ? undefined : certificates[finding.certificate]?.title}
                />
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}

function FindingItem({ finding, citation, about }: { finding: Finding; citation: Citation | undefined; about: string | undefined }): JSX.Element {
  const text = useText();
  const key = ruleKey(finding.rule);
  const meaning = textOr(text, `${key}_meaning`, "");
  const fix = textOr(text, `${key}_fix`, "");
  return (
    <li class="finding" data-testid="finding" data-rule={finding.rule} data-severity={finding.severity}>
      <SeverityIcon severity={finding.severity} />
      <div>
        <p class="finding-title">{textOr(text, `${key}_title`, finding.rule)}</p>
        <p>
          <Message id={`${key}_message`} params={finding.params} fallback={finding.message} />
        </p>
        {about !== undefined && (
          <p class="muted">
            <Message id="popup_finding_about" params={[about]} fallback={about} />
          </p>
        )}
        <dl class="finding-words">
          {meaning !== "" && (
            <div>
              <dt>{text("popup_meaning")}</dt>
              <dd>{meaning}</dd>
            </div>
          )}
          {fix !== "" && (
            <div>
              <dt>{text("popup_fix")}</dt>
              <dd>{fix}</dd>
            </div>
          )}
        </dl>
        <FixLines rule={finding.rule} />
        <p class="finding-source muted">
          <code>{finding.rule}</code>
          {citation !== undefined && <Source citation={citation} />}
        </p>
      </div>
    </li>
  );
}

function Source({ citation }: { citation: Citation }): JSX.Element {
  const words = citation.section === "" ? citation.document : `${citation.document}, ${citation.section}`;
  if (citation.url === undefined || !citation.url.startsWith("https://")) return <span>{words}</span>;
  return (
    <a href={citation.url} target="_blank" rel="noreferrer">
      {words}
    </a>
  );
}
