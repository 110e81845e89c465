import { EXTENDED_KEY_USAGE } from "../x509/oids.ts";
import type { DescribedValue } from "./description.ts";
import { oidValue } from "./values.ts";

const PURPOSES: ReadonlyMap<string, string> = new Map(Object.entries(EXTENDED_KEY_USAGE).map(([name, oid]) => [oid, name]));

/** An extended key usage, in words where there are any. */
export function purposeValue(oid: string): DescribedValue {
  const name = PURPOSES.get(oid);
  return oidValue(oid, name === undefined ? undefined : `viewer_purpose_${name}`);
}
