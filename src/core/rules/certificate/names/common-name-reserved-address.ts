import { parseIpAddress } from "../../../chain/ip-address.ts";
import { isReservedAddress } from "../../../registry/reserved-networks.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

// BR 7.1.4.2.1: no certificate that is valid after this day.
const RESERVED_FORBIDDEN = Date.UTC(2015, 10, 1);

/** Address that is nobody’s. */
export const commonNameReservedAddress: CertificateRule = {
  id: "certificate/common-name-reserved-address",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.1"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_subject_contains_reserved_ip"],
  check: (c) => {
    const address = !c.namesArePlain && (c.notAfter ?? 0) > RESERVED_FORBIDDEN ? parseIpAddress(c.subject.commonName) : undefined;
    return when(address !== undefined && isReservedAddress(address), c.subject.commonName);
  },
};
