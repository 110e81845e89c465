/** Builds the add-on for tests in real browsers. */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Folder of the unpacked add-on. "firefox-event-page": with a background that Firefox unloads; "firefox-experiment": with the experiment. Throws where the build fails. */
export function buildAddon(variant: "firefox" | "firefox-experiment" | "firefox-event-page"): string {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", join(root, "scripts", "build.ts"), ...(variant === "firefox-event-page" ? ["--event-page"] : [])], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`The add-on does not build:\n${stderr}`);
  return join(root, "dist", variant);
}
