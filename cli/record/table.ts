import type { Assessment } from "../../src/core/assessment.ts";
import type { Observation } from "../../src/core/observation.ts";
import { LINE, visibleText } from "../../src/core/text/visible-text.ts";

const HEAD = ["host", "version", "group", "chain", "sent"];
const WIDTHS = [40, 8, 18, 9, 0];

/** The head of the table. */
export function tableHead(): string {
  return lineOf(HEAD);
}

/** One connection in a line: what was agreed on, the verdict, and what each sent certificate is for; "!" marks what the server could do better. */
export function tableRow({ host, port, tlsInfo }: Observation, { chain }: Assessment): string {
  const { extra, protocol, tlsVersion, keyExchangeGroup } = tlsInfo;
  const name = `${host.includes(":") ? `[${host}]` : host}${port === undefined || port === 443 ? "" : `:${port}`}`;
  return lineOf([name, protocol === "QUIC" ? "QUIC" : tlsVersion ?? "-", keyExchangeGroup ?? "-", chain.verdict, sentText(chain, extra)]);
}

function sentText(chain: Assessment["chain"], extra: Observation["tlsInfo"]["extra"]): string {
  if (chain.sent.length === 0) return extra?.error?.message ?? extra?.unavailable?.sentChain ?? "not known";
  const sent = chain.sent.map(({ role, needed }) => `${role}${needed || role === "leaf" ? "" : "!"}`).join(", ");
  return `${sent}${chain.ordered === false ? "; in the wrong order!" : ""}${chain.missing.length > 0 ? `; ${chain.missing.length} missing!` : ""}`;
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map((cell, index) => visibleText(cell, LINE).padEnd(WIDTHS[index] ?? 0)).join("  ").trimEnd()}\n`;
}
