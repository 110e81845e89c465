import type { Certificate } from "../../x509/certificate.ts";
import { NO_FAULTS, type Fault } from "../fault.ts";
import { checkBasicConstraints } from "./basic-constraints.ts";
import type { Check, CheckContext } from "./check.ts";
import { checkCommonName } from "./common-name.ts";
import { checkConstraintsForm } from "./constraints-form.ts";
import { checkCriticalExtensions } from "./critical-extensions.ts";
import { checkEmptyName } from "./empty-name.ts";
import { checkExtendedKeyUsage } from "./extended-key-usage.ts";
import { checkKeyIdentifiers } from "./key-identifiers.ts";
import { checkKeyStrength } from "./key-strength.ts";
import { checkKeyUsage } from "./key-usage.ts";
import { checkLeafName } from "./leaf-name.ts";
import { checkPoliciesForm } from "./policies-form.ts";
import { checkSerialNumber } from "./serial-number.ts";
import { checkSignatureStrength } from "./signature-strength.ts";
import { checkStaple } from "./staple.ts";
import { checkValidity } from "./validity.ts";
import { checkVersion } from "./version.ts";
import { checkWellFormed, malformedFaults } from "./well-formed.ts";

/** What a person looks for first stands first. */
const CHECKS: readonly Check[] = [
  checkValidity, checkLeafName, checkBasicConstraints, checkKeyUsage, checkExtendedKeyUsage, checkCriticalExtensions,
  checkSignatureStrength, checkKeyStrength, checkVersion, checkEmptyName, checkConstraintsForm, checkWellFormed,
  checkPoliciesForm, checkKeyIdentifiers, checkSerialNumber, checkCommonName, checkStaple,
];

/**
 * All faults of one certificate in one position, apart from those that it takes a path to see. A value that cannot be
 * read is a fault (once, however many checks stumble over it), never an exception.
 */
export function checkCertificate(certificate: Certificate, context: CheckContext): readonly Fault[] {
  let faults: Map<string, Fault> | undefined;
  for (const check of CHECKS) {
    let found: readonly Fault[];
    try {
      found = check(certificate, context);
    } catch (error) {
      found = [malformedFaults(error)];
    }
    if (found.length === 0) continue;
    faults ??= new Map<string, Fault>();
    for (const fault of found) {
      const key = keyOf(fault);
      if (!faults.has(key)) faults.set(key, fault);
    }
  }
  return faults === undefined ? NO_FAULTS : [...faults.values()];
}

/** The same for faults that say the same. */
function keyOf({ rule, offset, params }: Fault): string {
  return JSON.stringify([rule, rule === "chain/malformed" ? undefined : offset, params]);
}
