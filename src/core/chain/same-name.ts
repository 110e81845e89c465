import type { Certificate } from "../x509/certificate.ts";
import type { Name } from "../x509/name.ts";
import { sameBytes } from "./bytes.ts";
import { nameKey } from "./distinguished-name.ts";

/** Whether two names are the same name (RFC 5280 section 7.1); equal bytes answer without reading them. */
export function sameName(a: Name, b: Name): boolean {
  return sameBytes(a.der, b.der) || nameKey(a) === nameKey(b);
}

/** Self-issued: subject and issuer are the same name (RFC 5280 section 6.1). */
export function isSelfIssued(certificate: Pick<Certificate, "subject" | "issuer">): boolean {
  return sameName(certificate.subject, certificate.issuer);
}
