import { rfc } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";
import { parseUri } from "./lint/uri.ts";

/** Relative URI in issuerAltName. */
export const ianUriRelative: CertificateRule = {
  id: "certificate/ian-uri-relative",
  severity: "error",
  citation: rfc(5280, "4.2.1.7"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_ext_ian_uri_relative"],
  check: (c) => first(c.issuerAltNames.uri, (uri) => (parseUri(uri)?.scheme ?? "") === ""),
};
