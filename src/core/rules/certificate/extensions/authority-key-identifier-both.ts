import { mozillaRootStorePolicy } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Authority key identifier names the issuer’s certificate. */
export const authorityKeyIdentifierBoth: CertificateRule = {
  id: "certificate/authority-key-identifier-both",
  severity: "error",
  citation: mozillaRootStorePolicy("5.2"),
  binds: "public-cas",
  effective: { from: "2013-07-26" },
  sameAs: ["zlint:e_mp_authority_key_identifier_correct"],
  check: (c) => when(c.readShared(({ authorityKeyIdentifier: id }) => (id?.keyIdentifier?.length ?? 0) > 0 && (id?.issuer?.length ?? 0) > 0) === true),
};
