import type { Finding, Severity } from "../../src/core/assessment.ts";
import type { PageReport } from "../../src/messages/page.ts";

/** One visited page as the table shows it; "–" is "not known". */
export interface Row {
  host: string;
  version: string;
  suite: string;
  group: string;
  grade: string;
  /** The worst finding, or the error of a page that failed. */
  finding: string;
}

const UNKNOWN = "–";
const HEAD: Row = { host: "host", version: "version", suite: "suite", group: "group", grade: "grade", finding: "worst finding" };
const COLUMNS = ["host", "version", "suite", "group", "grade", "finding"] as const;
const GAP = "  ";
/** The last column may be cut to this many characters where the lines would be too long. */
const LEAST_FINDING = 24;

const ORDER: readonly Severity[] = ["error", "warning", "notice"];

/** The finding that weighs most: by severity, then by the cap that it puts on the grade (as the rating lists caps), then as given. */
export function worstFinding(findings: readonly Finding[], caps: readonly { rule: string }[]): Finding | undefined {
  const capped = new Set(caps.map((cap) => cap.rule));
  const weight = (finding: Finding) => ORDER.indexOf(finding.severity) * 2 + (capped.has(finding.rule) ? 0 : 1);
  return [...findings].sort((a, b) => weight(a) - weight(b))[0];
}

/** What the add-on reports of a page as a row. */
export function toRow(host: string, report: PageReport | null): Row {
  const empty: Row = { host, version: UNKNOWN, suite: UNKNOWN, group: UNKNOWN, grade: UNKNOWN, finding: UNKNOWN };
  if (report === null) return { ...empty, finding: "not observed" };
  const main = report.connections.find((connection) => connection.main);
  if (main?.error !== undefined) return { ...empty, grade: "failed", finding: main.error.message };
  if (report.state === "failed") return { ...empty, grade: "failed" };
  if (report.state === "plain") return { ...empty, grade: "http", finding: worst(main?.assessment) ?? UNKNOWN };
  const assessment = main?.assessment;
  if (assessment === undefined || assessment === null) return { ...empty, finding: "not observed" };
  const { version, cipherSuite, group } = assessment.connection;
  return {
    host,
    version: version ?? UNKNOWN,
    suite: cipherSuite?.name ?? UNKNOWN,
    group: group?.name ?? UNKNOWN,
    grade: assessment.rating.grade ?? UNKNOWN,
    finding: worst(assessment) ?? "none",
  };
}

function worst(assessment: PageReport["connections"][number]["assessment"] | undefined): string | undefined {
  if (assessment === undefined || assessment === null) return undefined;
  const finding = worstFinding(assessment.findings, assessment.rating.caps);
  return finding === undefined ? undefined : `${finding.severity}: ${finding.rule}`;
}

/** Lines of equal columns, no longer than `width` characters where cutting the last column achieves that. */
export function formatTable(rows: readonly Row[], width: number): string {
  const all = [HEAD, ...rows.map(visible)];
  const widths = COLUMNS.map((column) => Math.max(...all.map((row) => length(row[column]))));
  const before = widths.slice(0, -1).reduce((sum, each) => sum + each + GAP.length, 0);
  const last = Math.max(LEAST_FINDING, Math.min(widths.at(-1) ?? 0, width - before));
  const line = (row: Row) => COLUMNS.map((column, index) => (column === "finding" ? cut(row.finding, last) : row[column] + " ".repeat((widths[index] ?? 0) - length(row[column])))).join(GAP).trimEnd();
  const rule = [...widths.slice(0, -1), last].map((each) => "─".repeat(each)).join(GAP);
  return [line(HEAD), rule, ...all.slice(1).map(line)].join("\n");
}

/** Errors and names come from outside: no control characters reach the terminal. */
function visible(row: Row): Row {
  const clean = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return { host: clean(row.host), version: clean(row.version), suite: clean(row.suite), group: clean(row.group), grade: clean(row.grade), finding: clean(row.finding) };
}

function length(text: string): number {
  return characters(text).length;
}

function cut(text: string, width: number): string {
  return length(text) <= width ? text : `${characters(text).slice(0, width - 1).join("")}…`;
}

const segmenter = new Intl.Segmenter("en");

function characters(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
