import { parseIpAddress } from "../../../chain/ip-address.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

function isAddress(text: string, address: Uint8Array): boolean {
  const parsed = parseIpAddress(text);
  return parsed?.length === address.length && parsed.every((byte, i) => byte === address[i]);
}

/** Common name is not among the names. */
export const commonNameNotInSan: CertificateRule = {
  id: "certificate/common-name-not-in-san",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01", until: "2021-08-25" },
  sameAs: ["zlint:e_subject_common_name_not_from_san"],
  check: (c) => when(!c.isCa && c.subject.commonName !== ""
    && !c.subjectAltNames.dns.some((name) => name.toLowerCase() === c.subject.commonName.toLowerCase())
    && !c.subjectAltNames.ip.some((address) => isAddress(c.subject.commonName, address)), c.subject.commonName),
};
