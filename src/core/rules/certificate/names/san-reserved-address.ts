import { isReservedAddress } from "../../../registry/reserved-networks.ts";
import { baselineRequirements } from "../lint/citations.ts";
import type { CertificateRule } from "../lint/rule.ts";
import { addressText } from "../lint/text.ts";

// BR 7.1.4.2.1: no certificate that is valid after this day.
const RESERVED_FORBIDDEN = Date.UTC(2015, 10, 1);

/** Address that is nobody’s. */
export const sanReservedAddress: CertificateRule = {
  id: "certificate/san-reserved-address",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.12"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_ext_san_contains_reserved_ip"],
  check: (c) => {
    const address = (c.notAfter ?? 0) > RESERVED_FORBIDDEN ? c.subjectAltNames.ip.find(isReservedAddress) : undefined;
    return address === undefined ? [] : [{ params: [addressText(address)] }];
  },
};
