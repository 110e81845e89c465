import type { GeneralName } from "../../../x509/general-name.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { family, PUBLIC_TLS, when, type RuleRow } from "../lint/rule.ts";

interface SanType extends RuleRow {
  type: GeneralName["type"];
}

/** Kinds of names that a server's certificate does not have. */
export const SAN_TYPES = family<SanType>([
  {
    id: "certificate/san-directory-name", severity: "error", citation: baselineRequirements("7.1.2.7.12"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_ext_san_directory_name_present"], type: "directory",
  },
  {
    id: "certificate/san-edi-name", severity: "error", citation: baselineRequirements("7.1.2.7.12"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_ext_san_edi_party_name_present"], type: "edi",
  },
  {
    id: "certificate/san-email-name", severity: "error", citation: baselineRequirements("7.1.2.7.12"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_ext_san_rfc822_name_present"], type: "email",
  },
  {
    id: "certificate/san-other-name", severity: "error", citation: baselineRequirements("7.1.2.7.12"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_ext_san_other_name_present"], type: "other",
  },
  {
    id: "certificate/san-registered-id-name", severity: "error", citation: baselineRequirements("7.1.2.7.12"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_ext_san_registered_id_present"], type: "registeredId",
  },
  {
    id: "certificate/san-uri-name", severity: "error", citation: baselineRequirements("7.1.2.7.12"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_ext_san_uniform_resource_identifier_present"], type: "uri",
  },
  {
    id: "certificate/san-x400-address", severity: "error", citation: baselineRequirements("7.1.2.7.12"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, type: "x400",
  },
], (c, { type }) => when(c.subjectAltNames.hasType(type)));
