import { SCT_TOLERANCE } from "../../transparency/sct-tolerance.ts";
import { utcText } from "../../text/utc-text.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { embeddedScts } from "./scts.ts";


/** An embedded timestamp is later than the time of the connection. */
export const sctInFuture: Rule<RuleContext> = {
  id: "transparency/sct-in-future",
  place: 50,
  severity: "warning",
  citation: { document: "RFC 6962", section: "5.2", url: "https://www.rfc-editor.org/rfc/rfc6962" },
  *check(context) {
    const embedded = embeddedScts({ leaf: context.leaf, timestamps: context.timestamps, anchorKind: undefined });
    const late = embedded?.scts.find(({ timestamp }) => timestamp > context.time + SCT_TOLERANCE);
    if (embedded !== undefined && late !== undefined) {
      yield { certificate: embedded.leaf.sha256, params: [utcText(late.timestamp)], offset: late.offset };
    }
  },
};
