import { isSubscriber, isExtendedValidation, namesOnion } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Onion name without extended validation. */
export const onionWithoutExtendedValidation: CertificateRule = {
  id: "certificate/onion-without-extended-validation",
  severity: "error",
  citation: baselineRequirements("Appendix B"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2015-05-01", until: "2020-03-27" },
  sameAs: ["zlint:e_san_dns_name_onion_not_ev_cert"],
  check: (c) => when(isSubscriber(c) && namesOnion(c) && !isExtendedValidation(c)),
};
