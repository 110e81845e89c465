import { x690 } from "../lint/citations.ts";
import type { CertificateRule } from "../lint/rule.ts";

/** What DER or RFC 5280 forbid although its meaning is plain: the first fault, with its place. What has no meaning is certificate/unreadable. */
export const derFault: CertificateRule = {
  id: "certificate/der-fault",
  severity: "warning",
  citation: x690("10"),
  check: (c) => {
    const [fault, ...others] = c.certificate.problems.filter(({ fatal }) => !fatal);
    return fault === undefined ? [] : [{ params: [fault.message, String(others.length)], offset: fault.offset }];
  },
};
