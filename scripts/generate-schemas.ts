// Writes the schemas of settings and of policies from the description of the settings (src/settings/description.ts), and the ids of
// the rating profiles into those of what is judged.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policySchema, settingsSchema } from "../src/settings/schema.ts";
import { SETTINGS_VERSION } from "../src/settings/settings.ts";
import { JUDGED_SCHEMAS, withProfiles } from "./support/profile-schema.ts";

const folder = join(import.meta.dirname, "..", "schema");

writeFileSync(join(folder, `settings-${String(SETTINGS_VERSION)}.schema.json`), `${JSON.stringify(settingsSchema(), null, 2)}\n`);
writeFileSync(join(folder, "managed-storage.schema.json"), `${JSON.stringify(policySchema(), null, 2)}\n`);
for (const name of JUDGED_SCHEMAS) writeFileSync(join(folder, name), withProfiles(readFileSync(join(folder, name), "utf8")));
