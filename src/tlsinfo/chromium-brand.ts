/** navigator.userAgentData (WICG User-Agent Client Hints), as far as it is used here. */
interface UserAgentData {
  brands?: readonly { brand?: unknown; version?: unknown }[];
}

/** What a browser says of itself: the brand that is most its own, and its major version; undefined where it does not tell. */
export function chromiumBrand(navigator: object): { brand: string; version: number } | undefined {
  const { userAgentData } = navigator as { userAgentData?: UserAgentData };
  const brands = (userAgentData?.brands ?? []).flatMap(({ brand, version }) => typeof brand === "string" && typeof version === "string" && /^\d{1,4}$/.test(version) ? [{ brand, version: Number(version) }] : []);
  // One brand is made up, so that nobody counts on the list; and the engine's is beside the product's.
  const told = brands.filter(({ brand }) => !/Not[^a-z]?A[^a-z]?Brand/i.test(brand));
  const engine = told.find(({ brand }) => brand === "Chromium");
  const own = told.find(({ brand }) => brand !== "Chromium");
  if (own === undefined) return engine;
  // Products count their versions as they like; roots come with the engine.
  return { brand: own.brand, version: engine?.version ?? own.version };
}
