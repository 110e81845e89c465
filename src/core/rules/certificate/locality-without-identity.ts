import { ATTRIBUTE } from "../../x509/oids.ts";
import { isSubscriber, hasIdentity } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Locality of nobody. */
export const localityWithoutIdentity: CertificateRule = {
  id: "certificate/locality-without-identity",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2016-09-07" },
  sameAs: ["zlint:e_sub_cert_locality_name_must_not_appear"],
  check: (c) => when(isSubscriber(c) && !hasIdentity(c) && c.subject.values(ATTRIBUTE.L).length > 0),
};
