import { isExtendedValidation } from "../lint/applies.ts";
import { evGuidelines } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Extended validation for an IP address. */
export const evIpAddress: CertificateRule = {
  id: "certificate/ev-ip-address",
  severity: "error",
  citation: evGuidelines("9.8.1"),
  binds: "public-cas",
  sameAs: ["zlint:e_ev_san_ip_address_present"],
  check: (c) => when(isExtendedValidation(c) && c.subjectAltNames.ip.length > 0),
};
