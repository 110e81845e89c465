import { ATTRIBUTE } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

const [UTF8, PRINTABLE, IA5] = [12, 19, 22];
const TAGS: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  [ATTRIBUTE.DC, [IA5]],
  ...each([ATTRIBUTE.C, ATTRIBUTE.jurisdictionC, ATTRIBUTE.serialNumber], [PRINTABLE]),
  ...each([
    ATTRIBUTE.ST, ATTRIBUTE.L, ATTRIBUTE.postalCode, ATTRIBUTE.STREET, ATTRIBUTE.O, ATTRIBUTE.SN, ATTRIBUTE.GN, ATTRIBUTE.OU, ATTRIBUTE.CN,
    ATTRIBUTE.businessCategory, ATTRIBUTE.jurisdictionST, ATTRIBUTE.jurisdictionL, ATTRIBUTE.organizationIdentifier,
  ], [UTF8, PRINTABLE]),
]);

function each(oids: readonly string[], tags: readonly number[]): [string, readonly number[]][] {
  return oids.map((oid) => [oid, tags]);
}

function isOther({ oid, tag }: { oid: string; tag: number }): boolean {
  return TAGS.get(oid)?.includes(tag) === false;
}

/** Subject in another string type. */
export const subjectStringType: CertificateRule = {
  id: "certificate/subject-string-type",
  severity: "error",
  citation: baselineRequirements("7.1.4.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_subject_rdns_correct_encoding"],
  check: (c) => c.subject.types.some(isOther) ? first(c.subject.attributes.filter(isOther).map(({ value }) => value), () => true) : [],
};
