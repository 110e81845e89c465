import { VERSIONS } from "../fixes.ts";
import { olderThan } from "../../registry/tls-versions.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The server lacks TLS 1.2: a browser offers it, and an older version was negotiated. */
export const noTls12: Rule<RuleContext> = {
  id: "connection/no-tls12",
  place: 30,
  severity: "error",
  cap: "C",
  citation: { document: "SSL Server Rating Guide", section: "2009r", url: "https://github.com/ssllabs/research/wiki/SSL-Server-Rating-Guide" },
  fixes: VERSIONS,
  *check({ version }) {
    if (version !== undefined && olderThan(version, "TLS 1.2")) yield { params: [version] };
  },
};
