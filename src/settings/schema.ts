import { DESCRIPTION, type Part, type Setting } from "./description.ts";
import { SETTINGS_VERSION } from "./settings.ts";
import type { JsonSchema } from "./kinds.ts";

/** The schema of a file of settings: schema/settings-2.schema.json. */
export function settingsSchema(): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:tlscope:settings-${String(SETTINGS_VERSION)}`,
    title: "TLScope settings",
    description: "All settings as a file. What it leaves out stays as it is where the file is taken over.",
    type: "object",
    properties: {
      format: { const: "tlscope-settings" },
      version: { const: SETTINGS_VERSION },
      exportedAt: { type: "string", format: "date-time" },
      producer: { type: "object", properties: { name: { type: "string" }, version: { type: "string" } }, required: ["name", "version"] },
      settings: { type: "object", properties: properties(({ secret }) => secret !== true), additionalProperties: false },
    },
    required: ["format", "version", "settings"],
    additionalProperties: false,
  };
}

/** The schema of a policy (storage.managed): schema/managed-storage.schema.json. Chromium knows but a part of JSON Schema. */
export function policySchema(): JsonSchema {
  const firstRun = { type: "boolean", description: "The first page opens after installation" };
  return withoutBounds({ type: "object", properties: { ...properties(), firstRun } }) as JsonSchema;
}

function properties(has: (setting: Setting<unknown>) => boolean = () => true): Record<string, JsonSchema> {
  const schemaOf = ({ kind, about }: Setting<unknown>): JsonSchema => ({ ...kind.schema, description: about });
  return Object.fromEntries(Object.entries<Setting<unknown> | Part>(DESCRIPTION).map(([name, entry]) => [name, "kind" in entry ? schemaOf(entry) : {
    type: "object", description: entry.about,
    properties: Object.fromEntries(Object.entries(entry.settings).filter(([, setting]) => has(setting)).map(([inner, setting]) => [inner, schemaOf(setting)])),
    additionalProperties: false,
  }]));
}

/** Words of JSON Schema that Chromium's reader of policies does not know (components/policy/core/common/schema.cc). */
const UNKNOWN_TO_CHROMIUM: readonly string[] = ["additionalProperties", "maxItems", "minItems", "maxLength"];

function withoutBounds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema;
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !UNKNOWN_TO_CHROMIUM.includes(name)).map(([name, value]) => [name, withoutBounds(value)]));
}
