import { matchesServerName } from "../../../chain/server-name.ts";
import type { RuleContext } from "../../context.ts";
import type { Rule } from "../../rule.ts";

/** The leaf does not name the host, as we or the browser found. */
export const nameMismatch: Rule<RuleContext> = {
  id: "certificate/name-mismatch",
  place: 50,
  severity: "error",
  cap: "M",
  citation: { document: "RFC 9525", section: "6", url: "https://www.rfc-editor.org/rfc/rfc9525" },
  *check({ leaf, host, exception }) {
    const matches = leaf?.read((certificate) => matchesServerName(certificate, host));
    if (matches === false || exception === "name") {
      yield { ...(leaf === undefined ? {} : { certificate: leaf.sha256 }), params: [host] };
    }
  },
};
