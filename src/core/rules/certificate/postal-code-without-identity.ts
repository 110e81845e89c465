import { ATTRIBUTE } from "../../x509/oids.ts";
import { isSubscriber, hasIdentity } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Postal code of nobody. */
export const postalCodeWithoutIdentity: CertificateRule = {
  id: "certificate/postal-code-without-identity",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2016-09-07" },
  sameAs: ["zlint:e_sub_cert_postal_code_must_not_appear"],
  check: (c) => when(isSubscriber(c) && !hasIdentity(c) && c.subject.values(ATTRIBUTE.postalCode).length > 0),
};
