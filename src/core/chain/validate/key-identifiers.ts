import { EXTENSION } from "../../x509/oids.ts";
import { sameBytes } from "../bytes.ts";
import type { Fault } from "../fault.ts";
import { isSelfIssued } from "../same-name.ts";
import type { Check } from "./check.ts";

/**
 * RFC 5280 sections 4.2.1.1 and 4.2.1.2, BR 7.1.2.1.3: a CA has a subject key identifier; everything but an
 * anchor has an authority key identifier with a keyIdentifier; a root's, if it has one, is that alone and its own.
 */
export const checkKeyIdentifiers: Check = (certificate, { position }) => {
  const faults: Fault[] = [];
  const subject = certificate.subjectKeyIdentifier;
  if (position !== "leaf" && !subject) faults.push({ rule: "chain/key-identifier", params: ["subjectKeyIdentifier is missing"], breach: "subject-key-id-missing" });
  const authority = certificate.authorityKeyIdentifier;
  const root = position === "anchor" && isSelfIssued(certificate);
  if (!authority) {
    if (position !== "anchor") faults.push({ rule: "chain/key-identifier", params: ["authorityKeyIdentifier is missing"], breach: "authority-key-id-missing" });
    return faults;
  }
  const offset = certificate.extension(EXTENSION.authorityKeyIdentifier)?.offset;
  const at = offset === undefined ? {} : { offset };
  if (!authority.keyIdentifier) faults.push({ rule: "chain/key-identifier", params: ["authorityKeyIdentifier has no keyIdentifier"], ...at, breach: "authority-key-id-form" });
  if (!root) return faults;
  if (authority.keyIdentifier && subject && !sameBytes(authority.keyIdentifier, subject)) {
    faults.push({ rule: "chain/key-identifier", params: ["a root's authorityKeyIdentifier is not its subjectKeyIdentifier"], ...at, breach: "authority-key-id-form" });
  }
  if (authority.issuer || authority.serialNumber) {
    faults.push({ rule: "chain/key-identifier", params: ["a root's authorityKeyIdentifier has an issuer or a serial number"], ...at, breach: "authority-key-id-form" });
  }
  return faults;
};
