/** Private windows, opened by somebody else than TLScope, whatever TLScope may see of them. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LaunchedFirefox } from "./firefox.ts";
import { OPENER_ID } from "./opener.ts";

/** Opens a private window with the address. */
export async function openPrivateWindow({ browser }: LaunchedFirefox, url: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tlscope-opener-"));
  try {
    await writeFile(join(folder, "manifest.json"), JSON.stringify({
      manifest_version: 2, name: "Opens a private window", version: "1.0", browser_specific_settings: { gecko: { id: OPENER_ID } }, background: { scripts: ["open.js"] },
    }));
    await writeFile(join(folder, "open.js"), `browser.windows.create({ incognito: true, url: ${JSON.stringify(url)} });`);
    await browser.installExtension(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
