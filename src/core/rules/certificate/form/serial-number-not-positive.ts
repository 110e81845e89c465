import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Serial number not positive. */
export const serialNumberNotPositive: CertificateRule = {
  id: "certificate/serial-number-not-positive",
  severity: "error",
  citation: rfc(5280, "4.1.2.2"),
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:e_serial_number_not_positive"],
  check: (c) => {
    const serial = c.read(({ serialNumber }) => serialNumber);
    return when(serial !== undefined && ((serial[0] ?? 0) >= 0x80 || serial.every((byte) => byte === 0)));
  },
};
