/** The schemas that other programs read. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv2020, type AnySchemaObject } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** The schemas that may name each other. */
const NAMES = ["assessment-1", "observation-1", "probe-1", "anchors-1"] as const;

export function readSchema(name: string): AnySchemaObject {
  return JSON.parse(readFileSync(`schema/${name}.schema.json`, "utf8")) as AnySchemaObject;
}

let ajv: Ajv2020 | undefined;

/** Fails where the value does not fit the schema. */
export function assertFits(name: (typeof NAMES)[number], value: unknown): void {
  if (ajv === undefined) {
    ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
    addFormats(ajv);
    for (const each of NAMES) ajv.addSchema(readSchema(each));
  }
  const validate = ajv.getSchema(`urn:tlscope:${name}`);
  assert.ok(validate !== undefined);
  assert.ok(validate(value), ajv.errorsText(validate.errors, { separator: "\n" }));
}
