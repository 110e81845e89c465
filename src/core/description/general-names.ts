import type { GeneralName } from "../x509/general-name.ts";
import { toHex } from "../bytes/hex.ts";
import type { RelativeDistinguishedName } from "../x509/name.ts";
import { ATTRIBUTE } from "../x509/oids.ts";
import { formatAddress } from "../x509/summary.ts";
import type { DescribedField, DescribedValue } from "./description.ts";
import { hexValue, many, oidValue, textValue } from "./values.ts";

/** Names of one kind in a field each, in the order in which the kinds first occur. `subtree`: addresses have a mask. */
export function nameFields(names: readonly GeneralName[], subtree = false): DescribedField[] {
  const kinds = new Map<GeneralName["type"], DescribedValue[]>();
  for (const name of names) {
    const values = kinds.get(name.type) ?? [];
    values.push(nameValue(name, subtree));
    kinds.set(name.type, values);
  }
  return Array.from(kinds, ([type, values]) => many(`viewer_name_${type}`, values));
}

/** One general name (RFC 5280 4.2.1.6). */
export function nameValue(name: GeneralName, subtree = false): DescribedValue {
  switch (name.type) {
    case "dns": case "email": case "uri": return textValue(name.value);
    case "ip": return textValue(subtree ? addressRange(name.bytes) : formatAddress(name.bytes));
    case "directory": return textValue(name.name.toString());
    case "registeredId": return oidValue(name.oid);
    case "other": return textValue(`${name.oid}: ${toHex(name.value, 0, Math.min(name.value.length, 200))}`);
    case "x400": case "edi": case "unknown": return hexValue(name.der);
  }
}

/** "192.0.2.0/24"; the mask in full where it is none of a prefix. */
function addressRange(bytes: Uint8Array): string {
  if (bytes.length !== 8 && bytes.length !== 32) return formatAddress(bytes);
  const half = bytes.length / 2;
  const mask = bytes.subarray(half);
  const bits = Array.from(mask, (octet) => octet.toString(2).padStart(8, "0")).join("");
  const prefix = /^(1*)0*$/.exec(bits)?.[1]?.length;
  return `${formatAddress(bytes.subarray(0, half))}/${prefix ?? formatAddress(mask)}`;
}

const ATTRIBUTE_NAMES: ReadonlyMap<string, string> = new Map(Object.entries(ATTRIBUTE).map(([name, oid]) => [oid, name]));

/** A field for each attribute of a name, in the order of the bytes. */
export function attributeFields(rdns: readonly RelativeDistinguishedName[]): DescribedField[] {
  return rdns.flat().map(({ oid, value }) => {
    const known = ATTRIBUTE_NAMES.get(oid);
    const values = [textValue(value)];
    return known === undefined ? { name: "viewer_attribute_unknown", params: [oid], values } : { name: `viewer_attribute_${known}`, values };
  });
}
