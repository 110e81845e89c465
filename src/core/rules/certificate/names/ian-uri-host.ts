import { rfc } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";
import { parseUri, isHostOrAddress } from "../lint/uri.ts";

/** URI without a proper host in issuerAltName. */
export const ianUriHost: CertificateRule = {
  id: "certificate/ian-uri-host",
  severity: "error",
  citation: rfc(5280, "4.2.1.7"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_ext_ian_uri_host_not_fqdn_or_ip"],
  check: (c) => first(c.issuerAltNames.uri.filter((text) => text !== ""), (text) => !isHostOrAddress(parseUri(text)?.host.split(":")[0] ?? "")),
};
