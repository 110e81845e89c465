import { x690 } from "./lint/citations.ts";
import type { CertificateRule } from "./lint/rule.ts";

/** Whatever the encoding has that DER or RFC 5280 forbid: the first fault, with its place. The faults of its fields have rules of their own. */
export const derFault: CertificateRule = {
  id: "certificate/der-fault",
  severity: "warning",
  citation: x690("10"),
  check: (c) => {
    const [fault, ...others] = c.certificate.problems;
    return fault === undefined ? [] : [{ params: [fault.message, String(others.length)], offset: fault.offset }];
  },
};
