/** What TLScope reads connections with: the browser, and what this build may ask it. */
export type Source = "firefox" | "firefox-experiment" | "chromium-debugger" | "chromium";

/** Whether something is told: of every page, of a page that is inspected, or not at all. */
export type Told = "always" | "asked" | "never";

export const FACTS = ["connection", "builtChain", "sentChain", "valid", "transparency", "failed", "failedCertificates", "other"] as const;
export type SightFact = (typeof FACTS)[number];

/** By source, in its order; docs/capture.md has the tables that the tests in browsers make. */
export const SIGHT: Readonly<Record<Source, Readonly<Record<SightFact, Told>>>> = {
  firefox: { connection: "always", builtChain: "always", sentChain: "never", valid: "always", transparency: "always", failed: "always", failedCertificates: "never", other: "never" },
  "firefox-experiment": { connection: "always", builtChain: "always", sentChain: "always", valid: "always", transparency: "always", failed: "always", failedCertificates: "always", other: "never" },
  "chromium-debugger": { connection: "asked", builtChain: "asked", sentChain: "never", valid: "asked", transparency: "never", failed: "always", failedCertificates: "never", other: "never" },
  chromium: { connection: "never", builtChain: "never", sentChain: "never", valid: "never", transparency: "never", failed: "always", failedCertificates: "never", other: "never" },
};

/** What this browser tells to this build. Firefox ESR 140 keeps the chain as sent only where it refused it: of no page that loads. */
export function sightOf(source: Source, userAgent: string): Readonly<Record<SightFact, Told>> {
  const oldest = source === "firefox-experiment" && / Firefox\/140\./.test(userAgent);
  return oldest ? { ...SIGHT[source], sentChain: "never" } : SIGHT[source];
}

/**
 * `api`: the namespaces that the page has of the browser. The experiment's is there only where Firefox allows it;
 * Chromium's builds differ in the permission.
 */
export function sourceOf(api: object, permissions: readonly string[]): Source {
  if ("tlsConnections" in api) return "firefox-experiment";
  // A Manifest V2 permission that Firefox alone still knows.
  if (permissions.includes("webRequestBlocking")) return "firefox";
  return permissions.includes("debugger") ? "chromium-debugger" : "chromium";
}
