import { ATTRIBUTE } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";
import { characterCount } from "./lint/text.ts";

/** Serial number too long. */
export const subjectSerialNumberTooLong: CertificateRule = {
  id: "certificate/subject-serial-number-too-long",
  severity: "error",
  citation: rfc(5280, "A.1"),
  sameAs: ["zlint:e_subject_dn_serial_number_max_length"],
  check: (c) => first(c.subject.values(ATTRIBUTE.serialNumber).slice(-1), (value) => characterCount(value) > 64),
};
