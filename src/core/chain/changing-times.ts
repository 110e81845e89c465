import type { Certificate } from "../x509/certificate.ts";
import { readOr } from "./read-or.ts";

/**
 * The times at which what is said of a certificate may change: before and from each of them on it is something else. Milliseconds
 * since the epoch.
 */
export function changingTimes(certificate: Certificate): number[] {
  const notBefore = readOr(() => certificate.validity.notBefore.milliseconds, undefined);
  const notAfter = readOr(() => certificate.validity.notAfter.milliseconds, undefined);
  return [
    ...notBefore === undefined ? [] : [notBefore],
    // notAfter is part of the validity, and so is what is left of its second (RFC 5280 section 4.1.2.5): not all who ask count both.
    ...notAfter === undefined ? [] : [notAfter, notAfter + 1, notAfter + 1000],
  ];
}
