import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** TLS feature status_request. */
const STATUS_REQUEST = 5;

/** The certificate promises a stapled OCSP response ("must-staple"), and none came: Firefox refuses it. */
export const stapleMissing: Rule<RuleContext> = {
  id: "connection/staple-missing",
  place: 96,
  severity: "error",
  citation: { document: "RFC 7633", section: "4.2.1", url: "https://www.rfc-editor.org/rfc/rfc7633" },
  fixes: { nginx: "ssl_stapling on;\nssl_stapling_verify on;", apache: "SSLUseStapling on" },
  *check({ leaf, ocspStapled }) {
    if (leaf === undefined || ocspStapled !== false || leaf.read(({ tlsFeatures }) => tlsFeatures)?.includes(STATUS_REQUEST) !== true) return;
    yield { certificate: leaf.sha256 };
  },
};
