import type { Certificate } from "../../x509/certificate.ts";
import { DerError } from "../../x509/der/error.ts";
import { EXTENSION } from "../../x509/oids.ts";
import type { Fault } from "../fault.ts";
import type { Check } from "./check.ts";

/** The getter of every extension that path validation or a person reads. */
const GETTERS: Readonly<Record<string, (certificate: Certificate) => unknown>> = {
  [EXTENSION.authorityKeyIdentifier]: (certificate) => certificate.authorityKeyIdentifier,
  [EXTENSION.subjectKeyIdentifier]: (certificate) => certificate.subjectKeyIdentifier,
  [EXTENSION.keyUsage]: (certificate) => certificate.keyUsage,
  [EXTENSION.certificatePolicies]: (certificate) => certificate.certificatePolicies,
  [EXTENSION.policyMappings]: (certificate) => certificate.policyMappings,
  [EXTENSION.subjectAltName]: (certificate) => certificate.subjectAltNames,
  [EXTENSION.issuerAltName]: (certificate) => certificate.issuerAltNames,
  [EXTENSION.basicConstraints]: (certificate) => certificate.basicConstraints,
  [EXTENSION.nameConstraints]: (certificate) => certificate.nameConstraints,
  [EXTENSION.policyConstraints]: (certificate) => certificate.policyConstraints,
  [EXTENSION.extKeyUsage]: (certificate) => certificate.extendedKeyUsage,
  [EXTENSION.inhibitAnyPolicy]: (certificate) => certificate.inhibitAnyPolicy,
  [EXTENSION.authorityInfoAccess]: (certificate) => certificate.authorityInformationAccess,
  [EXTENSION.subjectInfoAccess]: (certificate) => certificate.subjectInformationAccess,
  [EXTENSION.cRLDistributionPoints]: (certificate) => certificate.crlDistributionPoints,
  [EXTENSION.freshestCRL]: (certificate) => certificate.freshestCrl,
  [EXTENSION.tlsFeature]: (certificate) => certificate.tlsFeatures,
};

const READERS: ReadonlyMap<string, { name: keyof typeof EXTENSION; read: (certificate: Certificate) => unknown }> = new Map(
  Object.entries(EXTENSION).flatMap(([name, oid]) => {
    const read = GETTERS[oid];
    return read ? [[oid, { name: name as keyof typeof EXTENSION, read }] as const] : [];
  }));

/** RFC 5280 section 4.2: an extension that is understood and cannot be read fails; where it is not critical, with those that read it. */
export const checkWellFormed: Check = (certificate, { position }) => {
  const faults: Fault[] = [];
  for (const { oid, critical, offset } of certificate.extensions) {
    const reader = READERS.get(oid);
    if (!reader) continue;
    const fault = attempt(() => reader.read(certificate), offset);
    if (fault) faults.push(critical ? fault : { ...fault, breach: position === "leaf" && reader.name === "authorityInfoAccess" ? "leaf-unreadable-access" : `unreadable:${reader.name}` });
    else if (position !== "leaf" && oid === EXTENSION.subjectAltName && certificate.subjectAltNames?.some(({ type }) => type === "unknown") === true) {
      faults.push({ rule: "chain/malformed", params: ["subjectAltName: a name of a kind that does not exist"], offset, breach: "names-unknown-kind" });
    } else if (oid === EXTENSION.issuerAltName && certificate.issuerAltNames?.some(({ type }) => type === "unknown") === true) {
      faults.push({ rule: "chain/malformed", params: ["issuerAltName: a name of a kind that does not exist"], offset, breach: "unreadable:issuerAltName" });
    }
  }
  return faults;
};

/** Runs something that reads a certificate; a DerError becomes a fault, anything else is a defect of ours and passes on. */
export function attempt(read: () => unknown, offset?: number): Fault | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return malformedFaults(error, offset);
  }
}

export function malformedFaults(error: unknown, offset?: number): Fault {
  if (!(error instanceof DerError)) throw error;
  const at = error.offset >= 0 ? error.offset : offset;
  return { rule: "chain/malformed", params: [error.message], ...(at === undefined ? {} : { offset: at }) };
}
