import { ATTRIBUTE } from "../../x509/oids.ts";
import { practice } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Punctuation in the address. */
export const subjectAddressPunctuation: CertificateRule = {
  id: "certificate/subject-address-punctuation",
  severity: "warning",
  citation: practice("zlint", "community", "https://github.com/zmap/zlint"),
  sameAs: ["zlint:w_suspicious_chars_in_address"],
  check: (c) => first([ATTRIBUTE.L, ATTRIBUTE.ST].flatMap((oid) => c.subject.values(oid).slice(0, 1)), (value) => /[,:="()]/.test(value)),
};
