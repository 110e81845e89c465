// Run in a page by scripting.executeScript, which takes the text of each function alone: they use nothing from outside.

/** Address of the document, without its fragment. */
export function documentAddress(): string {
  return location.href.split("#", 1)[0] ?? "";
}

/** Asks for the page's own document again: from the cache alone, or by a HEAD request that passes the cache by. Whether an answer came. */
export async function askForDocument(url: string, way: "cache" | "request"): Promise<boolean> {
  // A sandboxed document is of no origin, its own server's not either: it may ask without being let in on the answer.
  const init: RequestInit = way === "cache" ? { cache: "only-if-cached", mode: "same-origin" } : { method: "HEAD", cache: "no-store", mode: "no-cors" };
  try {
    const response = await fetch(url, init);
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

/** ALPN id of the protocol that the page's document came over ("h2", "h3"); empty where the browser keeps it back. */
export function documentProtocol(): string {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return navigation?.nextHopProtocol ?? "";
}
