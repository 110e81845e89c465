import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Serial number too long. */
export const serialNumberTooLong: CertificateRule = {
  id: "certificate/serial-number-too-long",
  severity: "error",
  citation: rfc(5280, "4.1.2.2"),
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:e_serial_number_longer_than_20_octets"],
  check: (c) => when((c.read(({ serialNumber }) => serialNumber.length) ?? 0) > 20),
};
