import type { Time } from "../../../x509/der/time.ts";
import type { CertificateFacts } from "./facts.ts";

export { GENERALIZED_TIME, UTC_TIME } from "../../../x509/der/tags.ts";

/** notBefore and notAfter as they stand; none where they cannot be read. */
export function timesOf(facts: CertificateFacts): readonly Time[] {
  const validity = facts.read((certificate) => certificate.validity);
  return validity === undefined ? [] : [validity.notBefore, validity.notAfter];
}

/** Seconds of validity, the last one included (RFC 5280 4.1.2.5); 0 where a time is not known. */
export function validitySeconds({ notBefore, notAfter }: CertificateFacts): number {
  return notBefore === undefined || notAfter === undefined ? 0 : (notAfter - notBefore) / 1000 + 1;
}

/** Whether the certificate is valid for longer than a number of months by the calendar. */
export function exceedsMonths({ notBefore, notAfter }: CertificateFacts, months: number): boolean {
  if (notBefore === undefined || notAfter === undefined) return false;
  const last = new Date(notBefore);
  return notAfter > last.setUTCMonth(last.getUTCMonth() + months);
}
