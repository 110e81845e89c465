import { ATTRIBUTE } from "../../../x509/oids.ts";
import { isExtendedValidation } from "../lint/applies.ts";
import { evGuidelines } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

const CABF_ORGANIZATION_IDENTIFIER = "2.23.140.3.1";

/** Organisation’s identifier without its extension. */
export const evOrganizationIdentifierExtensionMissing: CertificateRule = {
  id: "certificate/ev-organization-identifier-extension-missing",
  severity: "error",
  citation: evGuidelines("9.8.2"),
  binds: "public-cas",
  effective: { from: "2020-01-31" },
  sameAs: ["zlint:e_ev_organization_id_missing"],
  check: (c) => when(isExtendedValidation(c) && c.subject.values(ATTRIBUTE.organizationIdentifier).length > 0 && !c.has(CABF_ORGANIZATION_IDENTIFIER)),
};
