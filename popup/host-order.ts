import type { PageConnection } from "../src/messages/page.ts";

/** By what the page's other hosts can be sorted; the report's own order first. */
export const HOST_ORDERS = ["weakest", "name", "requests"] as const;
export type HostOrder = (typeof HOST_ORDERS)[number];

/** The connections in this order; those that are equal in it stay as they were. */
export function sortedHosts(connections: readonly PageConnection[], order: HostOrder): readonly PageConnection[] {
  switch (order) {
    case "weakest": return connections;
    // Names are ASCII by the time that a browser connects.
    case "name": return [...connections].sort((one, other) => one.host < other.host ? -1 : one.host > other.host ? 1 : one.port - other.port);
    case "requests": return [...connections].sort((one, other) => other.requests - one.requests);
  }
}
