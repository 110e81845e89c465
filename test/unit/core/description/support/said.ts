import assert from "node:assert/strict";
import { mergeLocale } from "../../../../../scripts/locales.ts";
import { describeCertificate } from "../../../../../src/core/description/describe.ts";
import type { CertificateDescription, DescribedField, DescribedSection, DescribedValue } from "../../../../../src/core/description/description.ts";
import { certificatesFromPem } from "../../../../../src/core/x509/pem.ts";

const MESSAGES = mergeLocale("_locales/en");

const sectionsOf = ({ fields, extensions }: CertificateDescription): DescribedSection[] => [...fields, ...extensions];
/** The fields of a section, of all its groups. */
export const fieldsOf = (section: DescribedSection | undefined): DescribedField[] => section?.groups.flat() ?? [];

/** Values in a form that can be compared at a glance. */
function said(value: DescribedValue): string {
  switch (value.kind) {
    case "words": return (MESSAGES[value.key]?.message ?? value.key).replace(/\$(\d)/g, (_, digit: string) => value.params[Number(digit) - 1] ?? "");
    case "text": return value.text;
    case "oid": return value.key === undefined ? value.oid : `${MESSAGES[value.key]?.message ?? value.key} ${value.oid}`;
    case "hex": return value.hex;
    case "time": return value.iso;
  }
}

/** The fields of a section in English. */
export const sentences = (section: DescribedSection | undefined): string[] => fieldsOf(section).map(({ name, values }) => `${name.replace(/^viewer_[a-z]+_/i, "")}: ${values.map(said).join(" | ")}`);
/** The section of an extension. */
export const extensionOf = (description: CertificateDescription, oid: string): DescribedSection | undefined => description.extensions.find((section) => section.oid === oid);

/** Every message key of a description. */
function keysOf(description: CertificateDescription): string[] {
  return sectionsOf(description).flatMap((section) => [
    section.title, ...(section.meaning === undefined ? [] : [section.meaning]),
    ...fieldsOf(section).flatMap(({ name, values }) => [name, ...values.flatMap((value) => value.kind === "words" || (value.kind === "oid" && value.key !== undefined) ? [value.key ?? ""] : [])]),
  ]);
}

/** Describes bytes, and checks of the description what holds whatever they are. */
export function assertSound(der: Uint8Array): CertificateDescription {
  const description = describeCertificate(der);
  assert.deepEqual(JSON.parse(JSON.stringify(description)), description);
  for (const key of keysOf(description)) assert.ok(key in MESSAGES, key);
  for (const { place } of sectionsOf(description)) assert.ok(place === undefined || (place.offset >= 0 && place.length > 0 && place.offset + place.length <= der.length), JSON.stringify(place));
  assert.deepEqual(certificatesFromPem(description.pem), [der]);
  return description;
}
