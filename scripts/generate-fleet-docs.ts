/** Writes fleet/*.sql and the columns in docs/fleet.md: `npm run docs:fleet`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fleetDocuments } from "./fleet-documents.ts";

const root = join(import.meta.dirname, "..");
for (const [path, text] of fleetDocuments((file) => readFileSync(join(root, file), "utf8"))) writeFileSync(join(root, path), text);
