import { interceptionProduct } from "../registry/interception-products.ts";
import type { StoredCertificate } from "../x509/certificate-store.ts";
import { onceFor } from "../once-for.ts";

const OID_COMMON_NAME = "2.5.4.3";
const OID_ORGANIZATION = "2.5.4.10";
const OID_ORGANIZATIONAL_UNIT = "2.5.4.11";

/** The product whose name an issuer of these certificates bears; undefined: none that is known. Never of subjects. */
export function productOf(path: readonly StoredCertificate[]): string | undefined {
  for (const stored of path) {
    const product = productOfIssuer(stored);
    if (product !== undefined) return product;
  }
  return undefined;
}

/** Found out once, however many connections show it. */
const productOfIssuer = onceFor((stored: StoredCertificate) => stored.read(({ issuer }) => interceptionProduct({
  commonNames: issuer.attribute(OID_COMMON_NAME), organizations: issuer.attribute(OID_ORGANIZATION), units: issuer.attribute(OID_ORGANIZATIONAL_UNIT),
})));
