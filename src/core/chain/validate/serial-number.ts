import { NO_FAULTS } from "../fault.ts";
import type { Check } from "./check.ts";

/** RFC 5280 section 4.1.2.2: a positive integer of at most 20 octets. Anchors have their own history. */
export const checkSerialNumber: Check = (certificate, { position, profile }) => {
  if (profile === "browser" || position === "anchor") return NO_FAULTS;
  const serial = certificate.serialNumber;
  const positive = (serial[0] ?? 0x80) < 0x80 && serial.some((octet) => octet !== 0);
  return positive && serial.length <= 20 ? NO_FAULTS : [{ rule: "chain/serial-number", params: [certificate.serialHex] }];
};
