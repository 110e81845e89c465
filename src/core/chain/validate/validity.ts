import type { Certificate } from "../../x509/certificate.ts";
import { NO_FAULTS, type Fault } from "../fault.ts";
import { readOr } from "../read-or.ts";
import { utcText } from "../../text/utc-text.ts";
import type { Check } from "./check.ts";
import { malformedFaults } from "./well-formed.ts";

/** RFC 5280 section 4.1.2.5: from notBefore through notAfter, both included, to the second. */
export const checkValidity: Check = (certificate, { time, position }) => {
  const second = Math.floor(time / 1000) * 1000;
  const breach: Pick<Fault, "breach"> = position === "anchor" ? { breach: "anchor-dates" } : {};
  const { notBefore, notAfter, faults } = datesOf(certificate);
  if (second < notBefore) return [...faults, { rule: "chain/not-yet-valid", params: [utcText(notBefore), utcText(second)], ...breach }];
  // Its owner cannot renew an anchor on the server: another rule, with other words.
  if (second > notAfter && position === "anchor") return [...faults, { rule: "chain/anchor-expired", params: [readOr(() => certificate.subject.toString(), "?"), utcText(notAfter), utcText(second)], ...breach }];
  if (second > notAfter) return [...faults, { rule: "chain/expired", params: [utcText(notAfter), utcText(second)], ...breach }];
  return faults;
};

/** The times, whose meaning may be plain where their form is not RFC 5280's. Throws DerError where they have none. */
function datesOf(certificate: Certificate): { notBefore: number; notAfter: number; faults: readonly Fault[] } {
  try {
    return { notBefore: certificate.notBefore, notAfter: certificate.notAfter, faults: NO_FAULTS };
  } catch (error) {
    const { notBefore: { milliseconds: from }, notAfter: { milliseconds: to } } = certificate.validity;
    if (from === undefined || to === undefined) throw error;
    return { notBefore: from, notAfter: to, faults: [{ ...malformedFaults(error), breach: "time-form" }] };
  }
}
