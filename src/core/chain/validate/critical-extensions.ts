import { EXTENSION, oidName } from "../../x509/oids.ts";
import type { Fault } from "../fault.ts";
import type { Check } from "./check.ts";

/** Extensions that path validation or the TLS client understands; any other, if critical, fails (RFC 5280 section 4.2). */
const PROCESSED: ReadonlySet<string> = new Set([
  EXTENSION.authorityKeyIdentifier, EXTENSION.subjectKeyIdentifier, EXTENSION.keyUsage, EXTENSION.certificatePolicies,
  EXTENSION.policyMappings, EXTENSION.subjectAltName, EXTENSION.issuerAltName, EXTENSION.basicConstraints,
  EXTENSION.nameConstraints, EXTENSION.policyConstraints, EXTENSION.extKeyUsage, EXTENSION.inhibitAnyPolicy,
  EXTENSION.authorityInfoAccess, EXTENSION.subjectInfoAccess, EXTENSION.cRLDistributionPoints, EXTENSION.freshestCRL,
  EXTENSION.tlsFeature,
]);

/** RFC 5280 sections 4.2.1.1, 4.2.1.2, 4.2.1.15, 4.2.2.1, 4.2.2.2. */
const NEVER_CRITICAL: ReadonlySet<string> = new Set([
  EXTENSION.authorityKeyIdentifier, EXTENSION.subjectKeyIdentifier, EXTENSION.freshestCRL,
  EXTENSION.authorityInfoAccess, EXTENSION.subjectInfoAccess,
]);

/** RFC 5280 sections 4.2.1.11 and 4.2.1.14. */
const ALWAYS_CRITICAL: ReadonlySet<string> = new Set([EXTENSION.policyConstraints, EXTENSION.inhibitAnyPolicy]);

export const checkCriticalExtensions: Check = (certificate, { position, profile }) => {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  const namesAreAllThereIs = certificate.subject.rdns.length === 0;
  for (const { oid, critical, offset } of certificate.extensions) {
    const name = oidName(oid) ?? oid;
    if (seen.has(oid)) faults.push({ rule: "chain/malformed", params: [`the extension ${name} stands there twice`], offset });
    seen.add(oid);
    if (critical && !PROCESSED.has(oid)) faults.push({ rule: "chain/unknown-critical-extension", params: [name], offset });
    if (profile === "browser") continue;
    if (critical && NEVER_CRITICAL.has(oid)) faults.push({ rule: "chain/criticality", params: [name, "not critical"], offset });
    if (!critical && ALWAYS_CRITICAL.has(oid)) faults.push({ rule: "chain/criticality", params: [name, "critical"], offset });
    if (critical && oid === EXTENSION.subjectAltName && position === "leaf" && !namesAreAllThereIs) {
      // BR 7.1.2.7.12.
      faults.push({ rule: "chain/criticality", params: [name, "not critical"], offset });
    }
  }
  return faults;
};
