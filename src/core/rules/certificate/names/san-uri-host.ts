import { rfc } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";
import { parseUri, isHostOrAddress } from "../lint/uri.ts";

/** URI without a proper host in subjectAltName. */
export const sanUriHost: CertificateRule = {
  id: "certificate/san-uri-host",
  severity: "error",
  citation: rfc(5280, "4.2.1.6"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_ext_san_uri_host_not_fqdn_or_ip"],
  check: (c) => first(c.subjectAltNames.uri.filter((text) => text !== ""), (text) => {
    const uri = parseUri(text);
    return uri === undefined || (uri.opaque === "" && !isHostOrAddress(uri.host));
  }),
};
