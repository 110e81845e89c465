import { EXTENSION } from "../../../x509/oids.ts";
import { x690 } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Zero bits at the end; 0 where all are zero. */
function trailingZeros(bytes: Uint8Array): number {
  for (let i = bytes.length - 1; i >= 0; i--) {
    const byte = bytes[i] ?? 0;
    if (byte !== 0) return (bytes.length - 1 - i) * 8 + (31 - Math.clz32(byte & -byte));
  }
  return 0;
}

/** Key usage is not in DER. */
export const keyUsageTrailingZeros: CertificateRule = {
  id: "certificate/key-usage-trailing-zeros",
  severity: "error",
  citation: x690("11.2.2"),
  sameAs: ["zlint:e_incorrect_ku_encoding"],
  check: (c) => {
    const value = c.value(EXTENSION.keyUsage);
    // BIT STRING with a short length: tag, length, unused bits, bits.
    if (value === undefined || value.length < 4) return [];
    return when(value[2] !== trailingZeros(value.subarray(3)));
  },
};
