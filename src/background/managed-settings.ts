import type { Browser } from "webextension-polyfill";

/** What a policy sets, as it stands there; nothing where nobody has written one, which Firefox rejects. */
export async function managedSettings(managed: Pick<Browser["storage"]["managed"], "get">): Promise<Record<string, unknown>> {
  try {
    return await managed.get();
  } catch (failure) {
    if (!String(failure).includes("not found")) console.error("TLScope: the policy cannot be read.", failure);
    return {};
  }
}
