import type { PageContext } from "../../page-context.ts";
import { UPGRADE_INSECURE_REQUESTS } from "../../fixes.ts";
import type { Rule } from "../../rule.ts";
import { mixedContent } from "../mixed-content.ts";

/** A page of https has scripts, style sheets, frames or other active parts that came over plain http. */
export const mixedContentActive: Rule<PageContext> = {
  id: "host/mixed-content-active",
  place: 10,
  severity: "error",
  citation: { document: "W3C Mixed Content", section: "3.2", url: "https://www.w3.org/TR/mixed-content/" },
  fixes: UPGRADE_INSECURE_REQUESTS,
  check: (page) => mixedContent(page, "active"),
};
