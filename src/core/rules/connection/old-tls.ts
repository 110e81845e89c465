import { VERSIONS } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** TLS 1.0 or 1.1. */
export const oldTls: Rule<RuleContext> = {
  id: "connection/old-tls",
  place: 20,
  severity: "error",
  cap: "B",
  citation: { document: "RFC 8996", section: "4", url: "https://www.rfc-editor.org/rfc/rfc8996" },
  fixes: VERSIONS,
  *check({ version }) {
    if (version === "TLS 1.0" || version === "TLS 1.1") yield { params: [version] };
  },
};
