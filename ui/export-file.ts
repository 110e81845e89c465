import { ask, BackgroundError } from "./background.ts";

/** The background may be making a part while pages load, which it lets go first. Milliseconds. */
const PATIENCE = 60_000;

/**
 * The text of an export, in parts: of a tab, or without tabId of all that was collected. Neither this page nor the
 * background ever holds it in one piece. `onProgress`: is told how much is done, 0 to 1. Rejects with BackgroundError.
 */
export async function fetchExport(request: { tabId?: number }, onProgress: (share: number) => void): Promise<string[]> {
  const { id } = await ask("telemetry/begin", request, PATIENCE);
  const parts: string[] = [];
  for (let share = 0; share < 1;) {
    const part = await ask("telemetry/part", { id }, PATIENCE);
    if (part === null) throw new BackgroundError("refused", "The background was started anew in the middle of the export; try again.");
    parts.push(part.text);
    share = part.share;
    onProgress(share);
  }
  return parts;
}
