import { ATTRIBUTE } from "../../../x509/oids.ts";
import { isSubscriber, isExtendedValidation } from "../lint/applies.ts";
import { evGuidelines } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Extended validation without registration number. */
export const evSerialNumberMissing: CertificateRule = {
  id: "certificate/ev-serial-number-missing",
  severity: "error",
  citation: evGuidelines("9.2.6"),
  binds: "public-cas",
  sameAs: ["zlint:e_ev_serial_number_missing"],
  check: (c) => when(isExtendedValidation(c) && isSubscriber(c) && (c.subject.values(ATTRIBUTE.serialNumber).at(-1) ?? "") === ""),
};
