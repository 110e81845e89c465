import type { PageContext } from "../../page-context.ts";
import { UPGRADE_INSECURE_REQUESTS } from "../../fixes.ts";
import type { Rule } from "../../rule.ts";
import { mixedContent } from "../mixed-content.ts";

/** A page of https has images, sound or films that came over plain http. */
export const mixedContentPassive: Rule<PageContext> = {
  id: "host/mixed-content-passive",
  place: 20,
  severity: "warning",
  citation: { document: "W3C Mixed Content", section: "3.1", url: "https://www.w3.org/TR/mixed-content/" },
  fixes: UPGRADE_INSECURE_REQUESTS,
  check: (page) => mixedContent(page, "passive"),
};
