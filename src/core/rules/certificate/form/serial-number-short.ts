import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Short serial number. */
export const serialNumberShort: CertificateRule = {
  id: "certificate/serial-number-short",
  severity: "notice",
  citation: baselineRequirements("7.1"),
  effective: { from: "2016-09-30" },
  sameAs: ["zlint:n_serial_number_low_entropy"],
  check: (c) => {
    const serial = c.read(({ serialNumber }) => serialNumber);
    const start = serial?.findIndex((byte) => byte !== 0) ?? 0;
    return when(serial !== undefined && (start < 0 || serial.length - start <= 8));
  },
};
