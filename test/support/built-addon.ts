/** The add-on as it was built, for tests in real browsers. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Folder of the unpacked add-on. "firefox-experiment": with the experiment; "firefox-event-page": with a background that Firefox unloads; "chromium-without-debugger": as it says; "example-add-on": that of the npm package. Throws where it was not built. */
export function builtAddon(variant: "chromium" | "example-add-on" | "chromium-without-debugger" | "firefox" | "firefox-experiment" | "firefox-event-page"): string {
  const folder = join(root, "dist", variant);
  if (!existsSync(join(folder, "manifest.json"))) throw new Error(`There is no dist/${variant}: run npm run build -- --event-page.`);
  return folder;
}
