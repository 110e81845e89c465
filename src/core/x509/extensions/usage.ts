import { DerError } from "../der/error.ts";
import type { DerReader } from "../der/reader.ts";
import { BIT_STRING, SEQUENCE } from "../der/tags.ts";
import { MAX_ELEMENTS } from "../general-name.ts";

/** RFC 5280 4.2.1.3, in the order of the bits. */
const KEY_USAGES = [
  "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
  "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly",
] as const;

export type KeyUsage = (typeof KEY_USAGES)[number];

/** Bits that RFC 5280 does not name are left out. */
export function readKeyUsage(reader: DerReader): ReadonlySet<KeyUsage> {
  reader.expect(BIT_STRING, "keyUsage");
  const bits = reader.namedBits("keyUsage");
  const usages = new Set<KeyUsage>();
  for (const [bit, usage] of KEY_USAGES.entries()) if ((bits & (1 << bit)) !== 0) usages.add(usage);
  return usages;
}

/** RFC 5280 4.2.1.12: OIDs in dotted form. */
export function readExtendedKeyUsage(reader: DerReader): readonly string[] {
  const what = "extKeyUsage";
  const outer = reader.open(SEQUENCE, what);
  if (reader.atEnd) reader.fault("sequence-empty", reader.start, "extKeyUsage names no purpose");
  const purposes: string[] = [];
  while (!reader.atEnd) {
    if (purposes.length === MAX_ELEMENTS) throw new DerError("too-many-elements", reader.position, `extKeyUsage has more than ${MAX_ELEMENTS} entries`);
    purposes.push(reader.oid(what));
  }
  reader.leave(outer, what);
  return purposes;
}
