import { ATTRIBUTE } from "../../x509/oids.ts";
import { isSubscriber, hasIdentity } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Street address of nobody. */
export const streetWithoutIdentity: CertificateRule = {
  id: "certificate/street-without-identity",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2016-09-07" },
  sameAs: ["zlint:e_sub_cert_street_address_should_not_exist"],
  check: (c) => when(isSubscriber(c) && !hasIdentity(c) && c.subject.values(ATTRIBUTE.STREET).length > 0),
};
