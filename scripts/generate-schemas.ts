// Writes the schemas of settings and of policies from the description of the settings (src/settings/description.ts).
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { policySchema, settingsSchema } from "../src/settings/schema.ts";
import { SETTINGS_VERSION } from "../src/settings/settings.ts";

const folder = join(import.meta.dirname, "..", "schema");

writeFileSync(join(folder, `settings-${String(SETTINGS_VERSION)}.schema.json`), `${JSON.stringify(settingsSchema(), null, 2)}\n`);
writeFileSync(join(folder, "managed-storage.schema.json"), `${JSON.stringify(policySchema(), null, 2)}\n`);
