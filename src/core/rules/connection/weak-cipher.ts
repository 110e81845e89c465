import { SUITES } from "../fixes.ts";
import { olderThan } from "../../registry/tls-versions.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

// The ciphers with blocks of 64 bits and a key that is not short already (connection/export-or-null has those), and RC4.
// MAGMA and 28147 (GOST) rekey within a message (RFC 9189 section 4.1).
const WEAK: ReadonlySet<string> = new Set(["RC4_128", "3DES_EDE", "IDEA"]);

/** RC4, or a cipher with blocks of 64 bits (Sweet32), where the version would allow better. */
export const weakCipher: Rule<RuleContext> = {
  id: "connection/weak-cipher",
  place: 70,
  severity: "error",
  cap: "C",
  citation: { document: "SSL Server Rating Guide", section: "2009r", url: "https://github.com/ssllabs/research/wiki/SSL-Server-Rating-Guide" },
  fixes: SUITES,
  *check({ suite, version }) {
    if (suite === undefined || version === undefined || olderThan(version, "TLS 1.1")) return;
    if (WEAK.has(suite.cipher)) yield { params: [suite.cipher, version] };
  },
};
