/** The add-on as it was built, for tests in real browsers. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Folder of the unpacked add-on. "firefox-experiment": with the experiment; "firefox-event-page": with a background that Firefox unloads; "firefox-pseudo": in a language that is none, from right to left; "chromium-without-debugger": as it says; "example-add-on": that of the npm package. Throws where it was not built. */
export function builtAddon(variant: "chromium" | "example-add-on" | "chromium-without-debugger" | "firefox" | "firefox-experiment" | "firefox-event-page" | "firefox-pseudo"): string {
  const folder = join(root, "dist", variant);
  if (!existsSync(join(folder, "manifest.json"))) throw new Error(`There is no dist/${variant}: run npm run build -- --event-page --pseudo.`);
  return folder;
}
