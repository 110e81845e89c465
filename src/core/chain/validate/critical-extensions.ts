import { EXTENSION, oidName } from "../../x509/oids.ts";
import type { Breach } from "../clients/breach.ts";
import type { Fault } from "../fault.ts";
import type { Check } from "./check.ts";

type ExtensionName = keyof typeof EXTENSION;

const NAMES: ReadonlyMap<string, ExtensionName> = new Map(Object.entries(EXTENSION).map(([name, oid]) => [oid, name as ExtensionName]));

/** Extensions that every client understands where they are critical. */
const UNDERSTOOD_BY_ALL: ReadonlySet<string> = new Set([
  EXTENSION.keyUsage, EXTENSION.certificatePolicies, EXTENSION.subjectAltName, EXTENSION.basicConstraints, EXTENSION.nameConstraints, EXTENSION.extKeyUsage,
]);

/** Extensions that some clients understand; any other, if critical, fails (RFC 5280 section 4.2). */
const UNDERSTOOD_BY_SOME: ReadonlySet<string> = new Set([
  EXTENSION.authorityKeyIdentifier, EXTENSION.subjectKeyIdentifier, EXTENSION.policyMappings, EXTENSION.issuerAltName,
  EXTENSION.policyConstraints, EXTENSION.inhibitAnyPolicy, EXTENSION.authorityInfoAccess, EXTENSION.subjectInfoAccess,
  EXTENSION.cRLDistributionPoints, EXTENSION.freshestCRL, EXTENSION.tlsFeature, EXTENSION.ocspNoCheck,
]);

/** RFC 5280 sections 4.2.1.1, 4.2.1.2, 4.2.1.15, 4.2.2.1, 4.2.2.2. */
const NEVER_CRITICAL: ReadonlySet<string> = new Set([
  EXTENSION.authorityKeyIdentifier, EXTENSION.subjectKeyIdentifier, EXTENSION.freshestCRL,
  EXTENSION.authorityInfoAccess, EXTENSION.subjectInfoAccess,
]);

/** RFC 5280 sections 4.2.1.11 and 4.2.1.14. */
const ALWAYS_CRITICAL: ReadonlySet<string> = new Set([EXTENSION.policyConstraints, EXTENSION.inhibitAnyPolicy]);

export const checkCriticalExtensions: Check = (certificate, { position }) => {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const { oid, critical, offset } of certificate.extensions) {
    const known = NAMES.get(oid);
    if (seen.has(oid)) {
      faults.push({ rule: "chain/malformed", params: [`the extension ${oidName(oid) ?? oid} stands there twice`], offset, breach: known !== undefined ? "twice-known" : "twice-unknown" });
    }
    seen.add(oid);
    if (critical && !UNDERSTOOD_BY_ALL.has(oid)) faults.push(...criticalFaults(oid, known, position === "anchor", offset));
    if (!critical && ALWAYS_CRITICAL.has(oid)) faults.push({ rule: "chain/criticality", params: [oidName(oid) ?? oid, "critical"], offset, breach: "policy-constraints-not-critical" });
    if (critical && oid === EXTENSION.subjectAltName && position === "leaf" && certificate.subject.rdns.length > 0) {
      // BR 7.1.2.7.12.
      faults.push({ rule: "chain/criticality", params: ["subjectAltName", "not critical"], offset, breach: "names-critical" });
    }
  }
  return faults;
};

/** What is not understood by all fails, with those that do not understand it. */
function criticalFaults(oid: string, known: ExtensionName | undefined, isAnchor: boolean, offset: number): Fault[] {
  const name = oidName(oid) ?? oid;
  if (known === undefined || !UNDERSTOOD_BY_SOME.has(oid)) {
    return [{ rule: "chain/unknown-critical-extension", params: [name], offset, ...(isAnchor ? { breach: "critical-unknown-anchor" } : {}) }];
  }
  const breach: Breach = isAnchor ? `anchor-critical:${known}` : `critical:${known}`;
  return [NEVER_CRITICAL.has(oid)
    ? { rule: "chain/criticality", params: [name, "not critical"], offset, breach }
    : { rule: "chain/unknown-critical-extension", params: [name], offset, breach }];
}
