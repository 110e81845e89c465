import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** URI beyond ASCII in subjectAltName. */
export const sanUriNotAscii: CertificateRule = {
  id: "certificate/san-uri-not-ascii",
  severity: "error",
  citation: rfc(5280, "4.2.1.6"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_ext_san_uri_not_ia5"],
  check: (c) => when(c.subjectAltNames.names.some((name) => name.type === "uri" && name.bytes.some((byte) => byte > 127))),
};
