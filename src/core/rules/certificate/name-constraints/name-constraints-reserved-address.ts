import { meetsReservedNetwork } from "../../../registry/reserved-networks.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

// BR 7.1.4.2.1: no certificate that is valid after this day.
const RESERVED_FORBIDDEN = Date.UTC(2015, 10, 1);

function isReserved(range: Uint8Array): boolean {
  const half = range.length / 2;
  return (half === 4 || half === 16) && meetsReservedNetwork(range.subarray(0, half), range.subarray(half));
}

/** Name constraint on addresses that are nobody’s. */
export const nameConstraintsReservedAddress: CertificateRule = {
  id: "certificate/name-constraints-reserved-address",
  severity: "error",
  citation: baselineRequirements("7.1.5"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_ext_nc_intersects_reserved_ip"],
  check: (c) => when((c.notAfter ?? 0) > RESERVED_FORBIDDEN && c.permittedSubtrees.some(({ base }) => base.type === "ip" && isReserved(base.bytes))),
};
