import type { Assessment, Finding } from "../../src/core/assessment.ts";
import { alarmOf } from "../../src/core/interception/alarm.ts";
import type { Text } from "../../src/core/text/message-text.ts";
import { splitMessage, type MessagePart } from "../../ui/split-message.ts";
import { plural, textOr } from "../../ui/text.ts";
import { connectionFacts, keyPart, publicKey, type Fact } from "../facts.ts";
import { findingsInOrder } from "../../src/core/rating/finding-order.ts";
import { ruleKey } from "../../ui/rule-text.ts";
import { hostWithPort, utcTime } from "../../ui/format.ts";
import { gradeKey } from "../../ui/grade-band.ts";
import { placeIn } from "../chain-picture.ts";
import type { CertificateSummary } from "../../src/core/x509/summary.ts";
import type { PageConnection, PageReport } from "../../src/messages/page.ts";

/** Words of ours and of others in turn: what others wrote is set apart in every form that is made of it. */
export type Phrase = readonly MessagePart[];

/** A page's report as something to paste elsewhere, whatever the form. */
export interface ShareDocument {
  title: Phrase;
  /** What is said before all tables. */
  lead: readonly Phrase[];
  tables: readonly ShareTable[];
  /** Last, of the whole. */
  note: string;
}

export interface ShareTable {
  title: string;
  /** Absent: two columns, a name and what it is. */
  head?: readonly string[];
  rows: readonly (readonly Phrase[])[];
  /** Rows that were left out, in words. */
  more?: string;
}

/** Rows of hosts, and of findings. */
const MAX_HOSTS = 50;
const MAX_FINDINGS = 50;

export function own(words: string): Phrase {
  return [{ own: words }];
}

export function theirs(words: string): Phrase {
  return words === "" ? [] : [{ param: words }];
}

/** `host`: the page's, as the popup names it. */
export function shareDocument(report: PageReport, host: string, text: Text): ShareDocument {
  const main = report.connections.find((connection) => connection.main);
  const assessment = main?.assessment ?? null;
  return {
    title: [{ own: `${text("popup_title")}: ` }, { param: host }],
    lead: lead(report, main, assessment, text),
    tables: [
      ...strengthTable(assessment, main, text),
      ...findingsTable(report, assessment, text),
      ...(main === undefined || assessment === null ? [] : [connectionTable(main, assessment, text), interceptionTable(assessment, text)]),
      ...certificatesTable(report, main, text),
      ...hostsTable(report, text),
    ].filter(({ rows }) => rows.length > 0),
    note: text("share_note"),
  };
}

function lead(report: PageReport, main: PageConnection | undefined, assessment: Assessment | null, text: Text): Phrase[] {
  const lines: Phrase[] = [];
  const alarm = assessment === null ? null : alarmOf(assessment.interception);
  if (assessment !== null && alarm !== null) {
    const { label } = assessment.interception;
    lines.push(label === null ? own(text(`popup_middle_title_${alarm}`)) : phrase(text, `popup_middle_title_${alarm}_by`, [label], label), own(text(report.state === "failed" ? "popup_middle_refused" : "popup_middle_sees")));
  }
  if (report.state === "observed" && assessment !== null) {
    const sentence = text(alarm !== null ? "popup_middle_grade" : report.grade === null ? "popup_sentence_unknown" : `popup_sentence_${gradeKey(report.grade)}`);
    lines.push(own(text("share_grade", [report.grade ?? text("popup_number_unknown"), sentence])));
    const { score, certificate } = assessment.rating;
    if (score !== null) lines.push(own(text(certificate === 0 ? "popup_score_untrusted" : "popup_score", [String(score)])));
  } else {
    lines.push(own(text(`popup_${report.state === "observed" ? "unknown" : report.state}_title`)));
    if (main?.error !== undefined) {
      const meaning = textOr(text, `popup_failure_${keyPart(main.error.code)}`, "");
      lines.push([...(meaning === "" ? [] : own(`${meaning} `)), ...(main.error.message === "" ? [] : [...own(`${text("popup_failed_words")} `), ...theirs(main.error.message)])]);
    }
  }
  if (main !== undefined) lines.push(own(text("share_seen", [utcTime(main.firstSeen)])));
  if (report.fromBackForwardCache === true) lines.push(own(text("popup_back_forward")));
  else if (assessment?.connection.fromCache === true) lines.push(own(text("popup_from_cache")));
  if (report.plainRequests > 0 && report.state !== "plain") lines.push(own(plural(text, "popup_plain_requests", report.plainRequests)));
  if (report.omitted > 0) lines.push(own(plural(text, "popup_omitted", report.omitted)));
  return lines;
}

function strengthTable(assessment: Assessment | null, main: PageConnection | undefined, text: Text): ShareTable[] {
  if (assessment === null || main?.error !== undefined) return [];
  const { rating: { certificate, categories } } = assessment;
  const number = (value: number | null): Phrase => own(value === null ? text("popup_number_unknown") : String(value));
  return [{
    title: text("share_strength"),
    rows: [
      [own(text("popup_of_certificate")), number(alarmOf(assessment.interception) === null ? certificate : null)], [own(text("popup_of_protocol")), number(categories.protocol)],
      [own(text("popup_of_keyExchange")), number(categories.keyExchange)], [own(text("popup_of_cipher")), number(categories.cipher)],
    ],
  }];
}

function findingsTable(report: PageReport, assessment: Assessment | null, text: Text): ShareTable[] {
  const findings = assessment === null ? report.findings : findingsInOrder(assessment, report.findings);
  const more = findings.length - MAX_FINDINGS;
  return [{
    title: text("popup_findings"),
    head: [text("share_severity"), text("share_finding"), text("share_what"), text("share_rule")],
    rows: findings.slice(0, MAX_FINDINGS).map((finding) => findingRow(finding, text)),
    ...(more > 0 ? { more: plural(text, "share_more", more) } : {}),
  }];
}

function findingRow({ rule, severity, params, message }: Finding, text: Text): Phrase[] {
  const key = ruleKey(rule);
  return [own(text(`popup_severity_${severity}`)), own(textOr(text, `${key}_title`, rule)), phrase(text, `${key}_message`, params, message), theirs(rule)];
}

/** A message with substitutions from outside; `fallback` where no language has it. */
function phrase(text: Text, key: string, params: readonly string[], fallback: string): Phrase {
  return splitMessage(text, key, params) ?? theirs(fallback);
}

function connectionTable(main: PageConnection, assessment: Assessment, text: Text): ShareTable {
  return { title: text("popup_connection"), rows: connectionFacts(main, assessment, text).map((fact) => [own(text(`popup_fact_${fact.name}`)), factValue(fact, text)]) };
}

function factValue({ value, reason, mark }: Fact, text: Text): Phrase {
  if (value === undefined) return own(reason === undefined ? text("popup_not_told") : textOr(text, `popup_unavailable_${keyPart(reason)}`, text("popup_not_told")));
  return mark === undefined ? theirs(value) : [...theirs(value), ...own(` (${mark})`)];
}

function interceptionTable({ interception: { verdict, label, evidence, expected } }: Assessment, text: Text): ShareTable {
  return {
    title: text("popup_interception"),
    rows: [
      [own(text("share_verdict")), own(text(`popup_interception_verdict_${verdict}`))],
      ...(expected === undefined ? [] : [[phrase(text, "popup_interception_expected", [expected.name], expected.name), []]]),
      ...(label === null ? [] : [[own(text("share_name")), theirs(label)]]),
      ...evidence.map(({ id, params, message, weight }) => [own(text("popup_interception_weight", [String(weight)])), phrase(text, `interception_${id.replaceAll("-", "_")}_message`, params, message)]),
    ],
  };
}

function certificatesTable({ certificates }: PageReport, main: PageConnection | undefined, text: Text): ShareTable[] {
  if (main === undefined) return [];
  const chain = main.assessment?.chain;
  const built = main.certificates.length > 0 ? main.certificates : chain?.path ?? chain?.partialPath ?? [];
  const rows = built.map((sha256, index) => certificateRow(text(`popup_role_${placeIn(built, index, chain?.path !== null)}`), sha256, certificates[sha256], text));
  return [{ title: text("popup_certificates"), head: [text("share_role"), text("share_name"), text("popup_certificate_key"), text("popup_certificate_validity"), "SHA-256"], rows }];
}

function certificateRow(role: string, sha256: string, certificate: CertificateSummary | undefined, text: Text): Phrase[] {
  if (certificate === undefined || certificate.error !== undefined) return [own(role), own(text("popup_number_unknown")), [], [], theirs(sha256)];
  const { title, key, notBefore, notAfter } = certificate;
  return [own(role), theirs(title), theirs(publicKey(key, text)), own(text("popup_validity", [notBefore.slice(0, 10), notAfter.slice(0, 10)])), theirs(sha256)];
}

function hostsTable(report: PageReport, text: Text): ShareTable[] {
  const others = report.connections.filter((connection) => !connection.main);
  const more = others.length - MAX_HOSTS;
  return [{
    title: text("popup_hosts"),
    head: [text("share_host"), text("share_grade_short"), text("share_requests")],
    rows: others.slice(0, MAX_HOSTS).map((connection) => [
      theirs(hostWithPort(connection.host, connection.port, connection.scheme)), own(gradeWord(connection, text)), own(String(connection.requests)),
    ]),
    ...(more > 0 ? { more: plural(text, "share_more", more) } : {}),
  }];
}

function gradeWord({ scheme, error, assessment, row }: PageConnection, text: Text): string {
  if (scheme === "http:" || scheme === "ws:") return scheme.slice(0, -1);
  return assessment?.rating.grade ?? row?.grade ?? text(error === undefined ? "popup_number_unknown" : "popup_failed_short");
}
