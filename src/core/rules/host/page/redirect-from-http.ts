import type { PageContext } from "../../page-context.ts";
import { isPlain } from "../../page-context.ts";
import { HSTS } from "../../fixes.ts";
import type { Rule } from "../../rule.ts";

/** The page was asked for over plain http first, and led on to https. */
export const redirectFromHttp: Rule<PageContext> = {
  id: "host/redirect-from-http",
  place: 30,
  severity: "notice",
  citation: { document: "RFC 6797", section: "7.2", url: "https://www.rfc-editor.org/rfc/rfc6797" },
  fixes: HSTS,
  *check({ secure, parts }) {
    if (!secure) return;
    for (const part of parts) {
      if (!part.main && !part.failed && isPlain(part) && (part.types["main_frame"] ?? 0) > 0) yield { params: [part.host] };
    }
  },
};
