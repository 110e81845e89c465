import { BMP_STRING, UNIVERSAL_STRING } from "../../../x509/der/tags.ts";
import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";
import { hasControl } from "../lint/text.ts";

const UTF8 = new TextDecoder();

/**
 * Control characters in the subject, as the string type of each attribute reads: a letter of a BMPString or UniversalString has octets of
 * zero and is none, where zlint, which looks at octets, sees one (zmap/zlint issue 818).
 */
export const subjectControlCharacters: CertificateRule = {
  id: "certificate/subject-control-characters",
  severity: "error",
  citation: rfc(5280, "A.1"),
  sameAs: ["zlint:e_subject_dn_not_printable_characters"],
  check: (c) => when(!c.subjectIsPlain && c.subject.attributes.some(({ tag, value, valueBytes }) => hasControl(tag === BMP_STRING || tag === UNIVERSAL_STRING ? value : UTF8.decode(valueBytes)))),
};
