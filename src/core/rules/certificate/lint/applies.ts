import { EV_POLICIES } from "../../../registry/ev-policies.ts";
import { ATTRIBUTE, EXTENDED_KEY_USAGE, POLICY } from "../../../x509/oids.ts";
import type { CertificateFacts } from "./facts.ts";

/** CA/Browser Forum's reserved policies (BR 7.1.6.1). */
export const RESERVED_POLICIES: ReadonlySet<string> = new Set([
  POLICY.domainValidated, POLICY.organizationValidated, POLICY.individualValidated, POLICY.extendedValidation,
]);

/** A CA that signed itself. */
export function isRoot(facts: CertificateFacts): boolean {
  return facts.isCa && facts.isSelfSigned;
}

/** A CA that another signed. */
export function isSubordinateCa(facts: CertificateFacts): boolean {
  return facts.isCa && !facts.isSelfSigned;
}

/** No CA, and not self-signed. */
export function isSubscriber(facts: CertificateFacts): boolean {
  return !facts.isCa && !facts.isSelfSigned;
}

/** TLS clients could accept it, or what it issues, for a server: no purposes at all, serverAuth, any, or a policy of the Baseline Requirements. */
export function isServerAuth({ extendedKeyUsage, policyOids }: CertificateFacts): boolean {
  return extendedKeyUsage.length === 0
    || extendedKeyUsage.includes(EXTENDED_KEY_USAGE.serverAuth)
    || extendedKeyUsage.includes(EXTENDED_KEY_USAGE.anyExtendedKeyUsage)
    || policyOids.some((oid) => RESERVED_POLICIES.has(oid));
}

/** Any subject information that makes it more than a domain's certificate (BR 7.1.4.2.2): organisation, given name or surname. */
export function hasIdentity({ subject }: CertificateFacts): boolean {
  return subject.values(ATTRIBUTE.O).length > 0
    || subject.values(ATTRIBUTE.GN).length > 0
    || subject.values(ATTRIBUTE.SN).length > 0;
}

/** Whether there is a DNS name or a common name. */
export function hasDnsNames({ subject, subjectAltNames }: CertificateFacts): boolean {
  return subject.commonName !== "" || subjectAltNames.dns.length > 0;
}

/** Whether a policy says extended validation: the Forum's own or a CA's that a trust store once took for it. */
export function isExtendedValidation({ policyOids }: CertificateFacts): boolean {
  return policyOids.some((oid) => EV_POLICIES.has(oid));
}

/** Whether a name lies under .onion (RFC 7686). */
export function namesOnion({ namesArePlain, subject, subjectAltNames }: CertificateFacts): boolean {
  return !namesArePlain && [...subjectAltNames.dns, subject.commonName].some((name) => /(?:^|\.)onion$/.test(name));
}
