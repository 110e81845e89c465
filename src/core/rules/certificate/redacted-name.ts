import { isSubscriber } from "./lint/applies.ts";
import { practice } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Redacted name. */
export const redactedName: CertificateRule = {
  id: "certificate/redacted-name",
  severity: "notice",
  citation: practice("Draft", "draft-strad-trans-redaction", "https://datatracker.ietf.org/doc/draft-strad-trans-redaction/"),
  sameAs: ["zlint:n_contains_redacted_dnsname"],
  check: (c) => isSubscriber(c) ? first([c.subject.commonName, ...c.subjectAltNames.dns], (name) => name.replace(/^\*\./, "").startsWith("?.")) : [],
};
