import { NO_FAULTS } from "../fault.ts";
import type { Check } from "./check.ts";

/** RFC 5280 section 4.1.2.5: from notBefore through notAfter, both included, to the second. */
export const checkValidity: Check = (certificate, { time }) => {
  const second = Math.floor(time / 1000) * 1000;
  const { notBefore, notAfter } = certificate;
  if (second < notBefore) return [{ rule: "chain/not-yet-valid", params: [isoTime(notBefore), isoTime(second)] }];
  if (second > notAfter) return [{ rule: "chain/expired", params: [isoTime(notAfter), isoTime(second)] }];
  return NO_FAULTS;
};

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}
