import { namesAreSameBytes } from "../context.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The leaf names itself as its issuer, and nobody said that it is trusted. */
export const selfSigned: Rule<RuleContext> = {
  id: "certificate/self-signed",
  severity: "error",
  cap: "T",
  citation: { document: "RFC 5280", section: "3.2", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  *check({ leaf, chainValid, chain }) {
    if (leaf === undefined || chainValid === true || chain?.verdict === "valid") return;
    if (namesAreSameBytes(leaf) === true) yield { certificate: leaf.sha256 };
  },
};
