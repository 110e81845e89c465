import { rfc } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";
import { parseUri } from "./lint/uri.ts";

/** Incomplete URI in issuerAltName. */
export const ianUriInvalid: CertificateRule = {
  id: "certificate/ian-uri-invalid",
  severity: "error",
  citation: rfc(5280, "4.2.1.7"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_ext_ian_uri_format_invalid"],
  check: (c) => first(c.issuerAltNames.uri, (text) => {
    const uri = parseUri(text);
    return uri === undefined || uri.scheme === "" || (uri.host === "" && !uri.hasUser && uri.opaque === "" && uri.path === "");
  }),
};
