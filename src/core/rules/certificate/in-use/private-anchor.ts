import type { RuleContext } from "../../context.ts";
import type { Rule } from "../../rule.ts";

/** The chain ends at an anchor that somebody added to this browser or machine. */
export const privateAnchor: Rule<RuleContext> = {
  id: "certificate/private-anchor",
  place: 100,
  severity: "notice",
  citation: { document: "RFC 5280", section: "6.1.1", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  *check({ anchor, anchorKind, chainValid }) {
    if (anchor === undefined || anchorKind !== "private" || chainValid !== true) return;
    const name = anchor.read(({ subject }) => subject.toString());
    yield { certificate: anchor.sha256, params: [name === undefined || name === "" ? anchor.sha256 : name] };
  },
};
