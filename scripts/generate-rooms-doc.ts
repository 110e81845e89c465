/** Writes the list of rooms in docs/architecture.md: `npm run docs:rooms`. With --check it only says whether the list is current. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withRooms } from "./rooms-document.ts";
import { answerHelp } from "./support/usage.ts";

answerHelp("npm run docs:rooms [-- --check]\n\nWrites the list of rooms in docs/architecture.md.\n  --check   writes nothing, and fails where the list is not current");

const FILE = join(import.meta.dirname, "../docs/architecture.md");

const before = readFileSync(FILE, "utf8");
const now = withRooms(before);
if (process.argv.includes("--check")) {
  if (now !== before) {
    console.error("docs/architecture.md does not have the rooms of scripts/checks/rooms.ts: run `npm run docs:rooms`.");
    process.exitCode = 1;
  }
} else if (now !== before) {
  writeFileSync(FILE, now);
}
