import { toPem } from "../../x509/pem.ts";
import type { PresentedCertificate } from "../presented.ts";
import type { ClientRow } from "./rows.ts";

/** What would make the clients accept that refuse. */
export interface Remedy {
  /** The rule whose remedy it is: most of those that refuse name it. */
  rule: string;
  /** The certificate to send besides, where that is it and somebody showed it. */
  add?: { sha256: string; pem: string };
}

const ISSUER_RULES: ReadonlySet<string> = new Set(["chain/issuer-missing", "chain/untrusted", "chain/issuer-other-key"]);

/** `missing`: SHA-256 of what the path needs and the server did not send; `known`: what else was seen. Undefined where no client refuses. */
export function remedyFor(rows: readonly ClientRow[], missing: readonly string[], known: readonly PresentedCertificate[]): Remedy | undefined {
  const counts = new Map<string, number>();
  for (const { verdict, reasons: [first], rules } of rows) {
    if (verdict === "refuses" && first && rules === "whole") counts.set(first.rule, (counts.get(first.rule) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (!most) return undefined;
  const [rule] = most;
  const certificate = ISSUER_RULES.has(rule) ? known.find(({ sha256 }) => missing.includes(sha256)) : undefined;
  return { rule, ...(certificate === undefined ? {} : { add: { sha256: certificate.sha256, pem: toPem(certificate.der) } }) };
}
