// Builds, and packs every add-on of dist/ into an archive beside it: the same sources give the same bytes.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { archive } from "./packaging/archive.ts";
import { runQuietly } from "../browsers/process/run.ts";

/** Folder in dist/ → ending of the archive. */
const ADDONS: Readonly<Record<string, string>> = { firefox: "xpi", "firefox-experiment": "xpi", chromium: "zip", "chromium-without-debugger": "zip" };

const { status, output } = await runQuietly(process.execPath, ["--import", "tsx", "scripts/build.ts"]);
if (status !== 0) {
  console.error(output);
  process.exit(status);
}
for (const [name, ending] of Object.entries(ADDONS)) {
  const folder = join("dist", name);
  if (!existsSync(join(folder, "manifest.json"))) continue;
  const { version } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as { version: string };
  const bytes = archive(folder);
  const file = join("dist", `tlscope-${name}-${version}.${ending}`);
  writeFileSync(file, bytes);
  console.log(`${file}  ${(bytes.length / 1000).toFixed(1)} KB  sha256 ${createHash("sha256").update(bytes).digest("hex")}`);
}
