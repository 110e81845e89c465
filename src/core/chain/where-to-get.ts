import type { Certificate } from "../x509/certificate.ts";
import { ACCESS_METHOD } from "../x509/oids.ts";
import { readOr } from "./read-or.ts";

/** An issuer's certificate that was not sent, and where its subject's certificate says that it can be had. */
export interface MissingIssuer {
  /** SHA-256 of the certificate that it issued. */
  of: string;
  /** Name of the certificate that it issued, right after which it belongs; hostile text. */
  after: string;
  /** The issuer's name; hostile text. */
  issuer: string;
  /** SHA-256 of the issuer's certificate; undefined where nobody showed it. */
  sha256?: string;
  /** Addresses from authorityInfoAccess (RFC 5280 section 4.2.2.1), http and https alone. Nobody fetches them. */
  urls: string[];
}

const MAX_URLS = 8;

export function missingIssuer(certificate: Certificate, sha256?: string): MissingIssuer {
  return {
    of: certificate.sha256,
    after: readOr(() => certificate.subject.toString(), ""),
    issuer: readOr(() => certificate.issuer.toString(), ""),
    ...(sha256 === undefined ? {} : { sha256 }),
    urls: readOr(() => issuerUrls(certificate), []),
  };
}

function issuerUrls(certificate: Certificate): string[] {
  const urls: string[] = [];
  for (const { method, location } of certificate.authorityInformationAccess ?? []) {
    if (method === ACCESS_METHOD.caIssuers && location.type === "uri" && /^https?:\/\//i.test(location.value)) urls.push(location.value);
  }
  return urls.slice(0, MAX_URLS);
}
