import { EXTENSION } from "../../x509/oids.ts";
import { NO_FAULTS } from "../fault.ts";
import type { Check } from "./check.ts";

/**
 * RFC 5280 sections 4.1.2.4 and 4.1.2.6: an issuer, and a CA's subject, is not empty; a leaf without a subject has its
 * alternative names marked critical.
 */
export const checkEmptyName: Check = (certificate, { position }) => {
  if (certificate.issuer.rdns.length === 0) return [{ rule: "chain/empty-name", params: ["issuer"], breach: "empty-issuer" }];
  if (certificate.subject.rdns.length > 0) return NO_FAULTS;
  if (position !== "leaf") return [{ rule: "chain/empty-name", params: ["subject"], breach: "empty-subject" }];
  const extension = certificate.extension(EXTENSION.subjectAltName);
  return extension && !extension.critical
    ? [{ rule: "chain/criticality", params: ["subjectAltName", "critical"], offset: extension.offset, breach: "empty-subject-names-not-critical" }]
    : NO_FAULTS;
};
