import type { KeyUsage } from "../../../x509/extensions/usage.ts";
import { EXTENSION } from "../../../x509/oids.ts";
import { isSubscriber } from "../lint/applies.ts";
import { baselineRequirements, rfc } from "../lint/citations.ts";
import type { CertificateFacts } from "../lint/facts.ts";
import { family, PUBLIC_TLS, when, type RuleRow } from "../lint/rule.ts";

interface MissingBit extends RuleRow {
  usage: KeyUsage;
}

interface ForbiddenBits extends RuleRow {
  of: (facts: CertificateFacts) => boolean;
  /** None of them may be set. */
  usages: readonly KeyUsage[];
}

const isNoCa = (facts: CertificateFacts): boolean => !facts.isCa;

/** What a CA's key must be allowed to do, where the extension is there. */
export const MISSING_BITS = family<MissingBit>([
  {
    id: "certificate/ca-cert-sign-missing", severity: "error", citation: baselineRequirements("7.1.2.10.7"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_ca_key_cert_sign_not_set"], usage: "keyCertSign",
  },
  {
    id: "certificate/ca-crl-sign-missing", severity: "error", citation: baselineRequirements("7.1.2.10.7"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_ca_crl_sign_not_set"], usage: "cRLSign",
  },
  {
    id: "certificate/ca-digital-signature-missing", severity: "notice", citation: baselineRequirements("7.1.2.10.7"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:n_ca_digital_signature_not_set"], usage: "digitalSignature",
  },
], (c, { usage }) => when(c.isCa && c.has(EXTENSION.keyUsage) && !c.keyUsage.has(usage)));

/** What a key must not be allowed to do. */
export const FORBIDDEN_BITS = family<ForbiddenBits>([
  {
    id: "certificate/cert-sign-without-ca", severity: "error", citation: rfc(5280, "4.2.1.9"),
    weighs: true, effective: { from: "2002-04-01" }, sameAs: ["zlint:e_ext_key_usage_cert_sign_without_ca"], of: isNoCa, usages: ["keyCertSign"],
  },
  {
    id: "certificate/ec-key-usage", severity: "error", citation: rfc(8813, "3"),
    effective: { from: "2020-08-01" }, sameAs: ["zlint:e_ecdsa_allowed_ku", "zlint:e_ecdsa_ee_invalid_ku"], of: ({ publicKey }) => publicKey?.type === "EC", usages: ["keyEncipherment", "dataEncipherment"],
  },
  {
    id: "certificate/rsa-ca-key-usage", severity: "error", citation: rfc(3279, "2.3.1"),
    effective: { from: "2002-04-01" }, sameAs: ["zlint:e_rsa_allowed_ku_ca"], of: (facts) => facts.rsa !== undefined && facts.isCa, usages: ["keyAgreement", "encipherOnly", "decipherOnly"],
  },
  {
    id: "certificate/rsa-key-usage", severity: "error", citation: rfc(3279, "2.3.1"),
    effective: { from: "2002-04-01" }, sameAs: ["zlint:e_rsa_allowed_ku_ee"], of: (facts) => facts.rsa !== undefined && isSubscriber(facts), usages: ["keyAgreement", "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly"],
  },
  {
    id: "certificate/sub-cert-cert-sign", severity: "error", citation: baselineRequirements("7.1.2.7.11"),
    weighs: true, ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_sub_cert_key_usage_cert_sign_bit_set"], of: isNoCa, usages: ["keyCertSign"],
  },
  {
    id: "certificate/sub-cert-crl-sign", severity: "error", citation: baselineRequirements("7.1.2.7.11"),
    ...PUBLIC_TLS, effective: { from: "2012-07-01" }, sameAs: ["zlint:e_sub_cert_key_usage_crl_sign_bit_set"], of: isNoCa, usages: ["cRLSign"],
  },
], (c, { of, usages }) => when(of(c) && usages.some((usage) => c.keyUsage.has(usage))));
