import { isReservedAddress } from "../../../registry/reserved-networks.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { reverseDnsAddress } from "../lint/reverse-dns.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Reverse name of a reserved address. */
export const reservedReverseName: CertificateRule = {
  id: "certificate/reserved-reverse-name",
  severity: "error",
  citation: baselineRequirements("4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_subject_contains_reserved_arpa_ip"],
  check: (c) => c.namesArePlain ? [] : first(c.subjectAltNames.dns, (name) => {
    const address = reverseDnsAddress(name);
    return address instanceof Uint8Array && isReservedAddress(address);
  }),
};
