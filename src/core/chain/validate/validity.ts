import { NO_FAULTS } from "../fault.ts";
import { utcText } from "../../text/utc-text.ts";
import type { Check } from "./check.ts";

/** RFC 5280 section 4.1.2.5: from notBefore through notAfter, both included, to the second. */
export const checkValidity: Check = (certificate, { time }) => {
  const second = Math.floor(time / 1000) * 1000;
  const { notBefore, notAfter } = certificate;
  if (second < notBefore) return [{ rule: "chain/not-yet-valid", params: [utcText(notBefore), utcText(second)] }];
  if (second > notAfter) return [{ rule: "chain/expired", params: [utcText(notAfter), utcText(second)] }];
  return NO_FAULTS;
};
