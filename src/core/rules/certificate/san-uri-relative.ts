import { rfc } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";
import { parseUri } from "./lint/uri.ts";

/** Relative URI in subjectAltName. */
export const sanUriRelative: CertificateRule = {
  id: "certificate/san-uri-relative",
  severity: "error",
  citation: rfc(5280, "4.2.1.6"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_ext_san_uri_relative"],
  check: (c) => first(c.subjectAltNames.uri, (uri) => (parseUri(uri)?.scheme ?? "") === ""),
};
