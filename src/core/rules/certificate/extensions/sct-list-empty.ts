import { isSubscriber } from "../lint/applies.ts";
import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Empty list of timestamps. */
export const sctListEmpty: CertificateRule = {
  id: "certificate/sct-list-empty",
  severity: "error",
  citation: rfc(6962, "3.3"),
  effective: { from: "2013-06-01" },
  sameAs: ["zlint:e_empty_sct_list"],
  check: (c) => when(isSubscriber(c) && c.readShared(({ isPrecertificate }) => isPrecertificate) === false
    && c.read(({ signedCertificateTimestamps }) => signedCertificateTimestamps?.length) === 0),
};
