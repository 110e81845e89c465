import { integerHex } from "../../x509/integer-hex.ts";
import type { Fault } from "../fault.ts";
import type { Check } from "./check.ts";

/** RFC 5280 section 4.1.2.2: a positive integer of at most 20 octets, in the fewest that hold it. Anchors have their own history. */
export const checkSerialNumber: Check = (certificate, { position }) => {
  const faults: Fault[] = [];
  if (position === "anchor") return faults;
  const serial = certificate.serialNumber;
  const [first = 0, second = 0] = serial;
  const add = (breach: Fault["breach"] & string): void => {
    faults.push({ rule: "chain/serial-number", params: [integerHex(serial)], breach });
  };
  if (serial.length > 1 && (first === 0 && second < 0x80 || first === 0xff && second >= 0x80)) add("serial-padded");
  else if (serial.length > 20) add("serial-long");
  if (first >= 0x80) add("serial-negative");
  else if (serial.every((octet) => octet === 0)) add("serial-zero");
  return faults;
};
