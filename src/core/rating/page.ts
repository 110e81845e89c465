import type { Finding, Grade } from "../assessment.ts";
import { weightOfResource, type ResourceWeight } from "../registry/resource-types.ts";
import { PAGE_RULES } from "../rules/index.ts";
import { isPlain, requestsOf, type PageContext, type PagePart } from "../rules/page-context.ts";
import { runPageRules } from "../rules/run.ts";
import type { Text } from "../text/message-text.ts";
import { worseThan } from "./letters.ts";

/** The weakest connection of a kind that a page's parts came over. */
export interface WeakestPart {
  host: string;
  port: number;
  scheme: PagePart["scheme"];
  /** null: plain http, which has no grade and is weaker than each of them. */
  grade: Grade | null;
}

/** What is said of a page beside the grade of its own connection. */
export interface PageRating {
  /** Of the other connections that brought active parts: they could have changed the page. null: none of known strength. */
  active: WeakestPart | null;
  /** Of those that brought images, media and the like alone: they could have changed what is shown of them. */
  passive: WeakestPart | null;
  findings: Finding[];
}

/** Weighs the connections of a page by what came over them: see docs/rating.md, "The page". */
export function ratePage(page: PageContext, text: Text): PageRating {
  return {
    active: weakest(page.parts.filter((part) => weightOf(part) === "active")),
    passive: weakest(page.parts.filter((part) => weightOf(part) === "passive")),
    findings: runPageRules(PAGE_RULES, page, text),
  };
}

/** undefined: nothing of the page came over it, or it is the page's own. One active part makes all of a connection active. */
function weightOf(part: PagePart): ResourceWeight | undefined {
  if (part.main || part.failed) return undefined;
  const weights = requestsOf(part).map(([type]) => weightOfResource(type));
  return weights.includes("active") ? "active" : weights[0];
}

/** The first of the weakest; what is not known is not weak. */
function weakest(parts: readonly PagePart[]): WeakestPart | null {
  let found: WeakestPart | null = null;
  for (const { host, port, scheme, grade } of parts) {
    const plain = isPlain({ host, scheme });
    if (!plain && grade === null) continue;
    const part: WeakestPart = { host, port, scheme, grade: plain ? null : grade };
    if (found === null || weaker(part, found)) found = part;
  }
  return found;
}

function weaker(part: WeakestPart, than: WeakestPart): boolean {
  if (than.grade === null) return false;
  return part.grade === null || worseThan(part.grade, than.grade);
}
