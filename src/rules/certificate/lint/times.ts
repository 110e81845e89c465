import type { Time } from "../../../x509/der/time.ts";
import type { CertificateFacts } from "./facts.ts";

export { GENERALIZED_TIME, UTC_TIME } from "../../../x509/der/tags.ts";

/** notBefore and notAfter as they stand; none where they cannot be read. */
export function timesOf(facts: CertificateFacts): readonly Time[] {
  const validity = facts.read((certificate) => certificate.validity);
  return validity === undefined ? [] : [validity.notBefore, validity.notAfter];
}
