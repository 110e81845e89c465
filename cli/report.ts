import type { Assessment, ConnectionFacts, ProfileResult } from "../src/core/assessment.ts";
import { alarmOf } from "../src/core/interception/alarm.ts";
import { findingsInOrder } from "../src/core/rating/finding-order.ts";
import { messageStem } from "../src/core/rules/run.ts";
import { LINE, visibleText } from "../src/core/text/visible-text.ts";
import { amountOf } from "./amount.ts";
import { clientName } from "../src/core/chain/clients/client-names.ts";
import { drawChain, type Lookup } from "./chain-drawing.ts";
import { english } from "./messages.ts";

const BARS: readonly [label: string, category: keyof Assessment["rating"]["categories"]][] = [
  ["Protocol", "protocol"], ["Key exchange", "keyExchange"], ["Cipher", "cipher"],
];

const VERDICTS: Readonly<Record<Assessment["interception"]["verdict"], string>> = {
  none: "none seen", unusual: "unusual", likely: "likely", known: "known", unknown: "not known",
};

/** The longest name of a profile, and two spaces. */
const PROFILE_WIDTH = 26;

/** The assessment for people. Text from certificates has its control and bidirectional characters made visible. */
export function reportOf(assessment: Assessment, lookup: Lookup): string {
  const { host, time, rating, chain } = assessment;
  const findings = findingsInOrder(assessment);
  const lines = [
    `${host}  ${rating.grade ?? "no grade"}${rating.score === null ? "" : `  (score ${rating.score})`}`,
    `  judged for ${time}`,
    ...alarmLines(assessment),
    "",
    ...factsOf(assessment.connection).map(([label, value]) => row(label, value)),
    row("Chain", chainSentence(assessment)),
    "",
    ...section(drawChain(chain, lookup)),
    ...section(chain.errors.map(({ rule, message, certificate }) => `  ${rule}${certificate === undefined ? "" : ` (${certificate.slice(0, 16)}…)`}: ${message}`)),
    ...section((chain.unreadableAnchors ?? []).map(({ anchor, message }) => `  Trust anchor ${String(anchor)} cannot be read and is not trusted: ${message}`)),
    ...section(clientLines(assessment)),
    ...section(timestampLines(assessment)),
    ...section(interceptionLines(assessment)),
    ...BARS.map(([label, category]) => row(label, String(rating.categories[category] ?? "not known"))),
    row("Certificate", String((alarmOf(assessment.interception) === null ? rating.certificate : null) ?? "not known")),
    ...rating.reasons.map(({ message }) => `    ${message}`),
    ...rating.caps.map(({ rule, grade, without }) => `    ${rule}: ${grade} at best; without it ${without ?? "no grade"}`),
    ...(assessment.profiles.length > 0 ? [""] : []),
    ...assessment.profiles.flatMap(profileLines),
  ];
  if (findings.length > 0) lines.push("");
  for (const { rule, severity, message, certificate } of findings) {
    lines.push(`  ${severity.padEnd(7)}  ${rule}${certificate === undefined ? "" : `  (${certificate.slice(0, 16)}...)`}`);
    lines.push(`           ${message}`);
    if (severity !== "notice") lines.push(`           ${english(`${messageStem(rule)}_fix`)}`);
  }
  return `${lines.map((line) => visibleText(line, LINE)).join("\n")}\n`;
}

/** Lines with an empty one behind them; nothing where there are none. */
function section(lines: string[]): string[] {
  return lines.length > 0 ? [...lines, ""] : [];
}

/** A line for each client, and what would make all accept. */
function clientLines({ clients, clientRemedy }: Assessment): string[] {
  if (clients === undefined) return [];
  const width = Math.max(...clients.map((row) => clientName(row).length)) + 2;
  return [
    `  ${english("clients_title")}`,
    ...clients.map((row) => {
      const [first] = row.reasons;
      const why = first === undefined ? "" : `${first.rule}: ${first.message}${row.error === undefined ? "" : ` [${row.error}]`}`;
      return `    ${clientName(row).padEnd(width)}${english(row.rules === "store" && row.verdict === "unknown" ? "clients_verdict_store" : `clients_verdict_${row.verdict}`).padEnd(9)} ${why}`.trimEnd();
    }),
    ...(clientRemedy === undefined ? [] : [`    ${english("clients_remedy")} ${clientRemedy.add === undefined ? clientRemedy.message : english("clients_remedy_add")}`]),
    ...(clientRemedy?.add === undefined ? [] : clientRemedy.add.pem.trimEnd().split("\n").map((line) => `    ${line}`)),
  ];
}

/** The logs that promised to publish the server's certificate, and whether they did. */
function timestampLines({ timestamps }: Assessment): string[] {
  if (timestamps === undefined) return [];
  const { list, total } = timestamps;
  return [
    "  Transparency",
    ...list.map(({ log, name, operator, time, signature, reason }) =>
      `    ${name ?? `log ${log.slice(0, 16)}…`}${operator === undefined ? "" : ` (${operator})`}, ${time.slice(0, 10)}: ${english(`sct_${reason === undefined ? signature : `unknown_${reason}`}`)}`),
    ...(total > list.length ? [`    and ${total - list.length} more`] : []),
  ];
}

/** Somebody in the middle, before all else: the grade is of the way to them. */
function alarmLines({ interception }: Assessment): string[] {
  const alarm = alarmOf(interception);
  if (alarm === null) return [];
  const title = interception.label === null ? english(`popup_middle_title_${alarm}`) : english(`popup_middle_title_${alarm}_by`, [interception.label]);
  return ["", `  ${title}`, `  ${english("popup_middle_sees")}`, `  ${english("popup_middle_grade")}`];
}

/** Whether somebody sits in the middle: each sign with its weight and with what else it could be. */
function interceptionLines({ interception: { verdict, label, evidence }, device }: Assessment): string[] {
  return [
    row("Interception", `${VERDICTS[verdict]}${label === null ? "" : ` (${label})`}`),
    ...evidence.flatMap(({ id, weight, message, otherwise }) => [`  ${String(weight).padStart(5)}  ${id}: ${message}`, `         What else it could be: ${otherwise}`]),
    ...(device === undefined ? [] : [row("Device", `${device.place}, key ${device.key}`)]),
  ];
}

function row(label: string, value: string): string {
  return `  ${label.padEnd(14)}${value}`;
}

function factsOf({ protocol, version, cipherSuite, group, signatureScheme, key }: ConnectionFacts): [label: string, value: string][] {
  return [
    ["Version", `${version ?? "not known"}${protocol === "QUIC" ? " (QUIC)" : ""}`],
    ["Cipher suite", cipherSuite?.name ?? "not known"],
    ["Group", group?.name ?? "not known"],
    ["Signature", signatureScheme ?? "not known"],
    ["Key", key === undefined ? "not known" : `${key.type} ${key.curve ?? `${key.bits} bits`}`],
  ];
}

function chainSentence({ chain: { verdict, path } }: Assessment): string {
  if (verdict === "unknown") return "it is not known whether it is trusted";
  return path === null ? verdict : `${verdict}, ${amountOf(path.length, "certificate")}`;
}

/** A profile's verdict in a line, and below it what fails, is not known or is advised against; of what passes, nothing. */
function profileLines({ profile, verdict, reasons }: ProfileResult): string[] {
  return [
    `  ${english(`profile_name_${profile.replace(/[^A-Za-z0-9]/g, "_")}`).padEnd(PROFILE_WIDTH)}${english(`profile_verdict_${verdict}`)}`,
    ...reasons.filter((reason) => reason.verdict !== "pass").map((reason) =>
      `    ${english(`profile_of_${reason.of}`)}, ${english(`profile_verdict_${reason.verdict}`)}: ${reason.message}`),
  ];
}
