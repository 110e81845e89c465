import type { Assessment, ConnectionFacts } from "../src/assessment.ts";
import { messageStem } from "../src/rules/run.ts";
import { visible } from "../src/x509/display.ts";
import { english } from "./messages.ts";

const BARS: readonly [label: string, category: keyof Assessment["rating"]["categories"]][] = [
  ["Protocol", "protocol"], ["Key exchange", "keyExchange"], ["Cipher", "cipher"],
];

/** The assessment for people. Text from certificates has its control and bidirectional characters made visible. */
export function reportOf(assessment: Assessment): string {
  const { host, time, rating, chain, findings } = assessment;
  const lines = [
    `${host}  ${rating.grade ?? "no grade"}${rating.score === null ? "" : `  (score ${rating.score})`}`,
    `  judged for ${time}`,
    "",
    ...factsOf(assessment.connection).map(([label, value]) => row(label, value)),
    row("Chain", chainSentence(assessment)),
    "",
    ...BARS.map(([label, category]) => row(label, String(rating.categories[category] ?? "not known"))),
    row("Certificate", String(rating.certificate ?? "not known")),
    ...rating.reasons.map(({ message }) => `    ${message}`),
  ];
  if (findings.length > 0) lines.push("");
  for (const { rule, severity, message, certificate } of findings) {
    lines.push(`  ${severity.padEnd(7)}  ${rule}${certificate === undefined ? "" : `  (${certificate.slice(0, 16)}...)`}`);
    lines.push(`           ${message}`);
    if (severity !== "notice") lines.push(`           ${english(`${messageStem(rule)}_fix`)}`);
  }
  if (chain.missing.length > 0) lines.push("", ...chain.missing.map((sha256) => `  The server did not send ${sha256}.`));
  return `${lines.map((line) => visible(line)).join("\n")}\n`;
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
  if (verdict === "unknown") return "whether it is trusted is not known";
  return path === null ? verdict : `${verdict}, ${path.length} certificates`;
}
