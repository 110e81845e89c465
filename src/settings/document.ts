import { MIGRATIONS, SETTINGS_VERSION, type Settings } from "./settings.ts";
import { SettingsError } from "./settings-error.ts";
import { isRecord } from "../core/is-record.ts";
import { readValue, SECRET_PATHS, spread, type SettingPath, type SettingValues } from "./shape.ts";

/** All settings as a file: schema/settings-2.schema.json. */
export interface SettingsDocument {
  format: "tlscope-settings";
  version: typeof SETTINGS_VERSION;
  /** ISO 8601. */
  exportedAt: string;
  producer: { name: string; version: string };
  /** Without what is secret. */
  settings: Omit<Settings, "version" | "upload"> & { upload: Partial<Settings["upload"]> };
}

const FORMAT = "tlscope-settings";
const MEMBERS: readonly string[] = ["format", "version", "exportedAt", "producer", "settings"] satisfies (keyof SettingsDocument)[];
/** Two hundred certificates are a tenth of it. Characters. */
const MAX_LENGTH = 4_000_000;

/** What is secret is left out. */
export function settingsDocument({ version, ...settings }: Settings, exportedAt: string, producer: SettingsDocument["producer"]): SettingsDocument {
  const parts = Object.entries(settings).map(([name, part]) => [name, isRecord(part) ? Object.fromEntries(Object.entries(part).filter(([inner]) => !isSecret(`${name}.${inner}`))) : part]);
  return { format: FORMAT, version, exportedAt, producer, settings: Object.fromEntries(parts) as SettingsDocument["settings"] };
}

function isSecret(path: string): boolean {
  return SECRET_PATHS.includes(path as SettingPath);
}

/**
 * The settings in the text of such a file, of this version or an earlier one. Parts that it leaves out are not among them.
 * Throws SettingsError at the first thing that is not as the schema says.
 */
export function readSettingsDocument(text: string): SettingValues {
  if (text.length > MAX_LENGTH) throw new SettingsError("too-large", "", [String(MAX_LENGTH)]);
  const document = parsed(text);
  if (!isRecord(document) || document["format"] !== FORMAT) throw new SettingsError("format", "");
  const { version, settings } = document;
  const unknown = Object.keys(document).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw new SettingsError("unknown", unknown);
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) throw new SettingsError("type", "version", [`1–${String(SETTINGS_VERSION)}`]);
  if (version > SETTINGS_VERSION) throw new SettingsError("version", "version", [String(version)]);
  if (!isRecord(settings)) throw new SettingsError(settings === undefined ? "missing" : "type", "settings", ["{ … }"]);
  const migrated = MIGRATIONS.slice(version - 1).reduce((older, migrate) => migrate(older), settings);
  const values: Record<string, unknown> = {};
  for (const [path, value] of spread(migrated, "settings", (error) => { throw error; })) {
    if (isSecret(path)) throw new SettingsError("unknown", `settings.${path}`);
    values[path] = readValue(path, value, `settings.${path}`);
  }
  return values;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SettingsError("json", "", [error.message]);
  }
}
