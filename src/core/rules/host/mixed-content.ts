import { weightOfResource, type ResourceWeight } from "../../registry/resource-types.ts";
import { isPlain, requestsOf, type PageContext } from "../page-context.ts";
import type { RuleHit } from "../rule.ts";

/** A hit for each host that gave a page of https parts of one weight over plain http: the host, and how many of which type. */
export function* mixedContent({ secure, parts }: PageContext, weight: ResourceWeight): Generator<RuleHit> {
  if (!secure) return;
  for (const part of parts) {
    if (part.failed || !isPlain(part)) continue;
    const requests = requestsOf(part).filter(([type]) => weightOfResource(type) === weight);
    if (requests.length > 0) yield { params: [part.host, requests.map(([type, count]) => `${type} ${String(count)}`).join(", ")] };
  }
}
