import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { serverNames } from "./lint/dns-names.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Character that no domain name has. */
export const nameBadCharacter: CertificateRule = {
  id: "certificate/name-bad-character",
  severity: "error",
  citation: baselineRequirements("7.1.4.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_dnsname_bad_character_in_label"],
  check: (c) => isSubscriber(c) ? first(serverNames(c), (name) => !/^(?:\*\.)?(?:\?\.)*(?:[A-Za-z0-9*_-]+\.)*[A-Za-z0-9*_-]*$/.test(name)) : [],
};
