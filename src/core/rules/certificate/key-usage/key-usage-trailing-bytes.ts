import { EXTENSION } from "../../../x509/oids.ts";
import { x690 } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Key usage has superfluous bytes. */
export const keyUsageTrailingBytes: CertificateRule = {
  id: "certificate/key-usage-trailing-bytes",
  severity: "error",
  citation: x690("11.2.2"),
  sameAs: ["zlint:e_superfluous_ku_encoding"],
  check: (c) => when(c.value(EXTENSION.keyUsage)?.at(-1) === 0),
};
