import type { Certificate } from "../../x509/certificate.ts";
import { NO_FAULTS, type Fault } from "../fault.ts";
import { checkBasicConstraints } from "./basic-constraints.ts";
import type { Check, CheckContext, Position } from "./check.ts";
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

/** What a person looks for first stands first: what hangs on the time and the host. */
const CHECKS_OF_THE_MOMENT: readonly Check[] = [checkValidity, checkLeafName];
/** What hangs on the certificate and its position alone. */
const LASTING_CHECKS: readonly Check[] = [
  checkBasicConstraints, checkKeyUsage, checkExtendedKeyUsage, checkCriticalExtensions,
  checkSignatureStrength, checkKeyStrength, checkVersion, checkEmptyName, checkConstraintsForm, checkWellFormed,
  checkPoliciesForm, checkKeyIdentifiers, checkSerialNumber, checkCommonName,
];
const CHECKS_OF_THE_HANDSHAKE: readonly Check[] = [checkStaple];

/** A certificate stands in many paths, and is judged for many clients. */
const lasting: Readonly<Record<Position, WeakMap<Certificate, readonly Fault[]>>> = { leaf: new WeakMap(), intermediate: new WeakMap(), anchor: new WeakMap() };

/**
 * All faults of one certificate in one position, apart from those that it takes a path to see. A value that cannot be
 * read is a fault (once, however many checks stumble over it), never an exception.
 */
export function checkCertificate(certificate: Certificate, context: CheckContext): readonly Fault[] {
  const first = run(CHECKS_OF_THE_MOMENT, certificate, context);
  const remembered = lasting[context.position];
  let middle = remembered.get(certificate);
  if (middle === undefined) remembered.set(certificate, middle = run(LASTING_CHECKS, certificate, context));
  const last = run(CHECKS_OF_THE_HANDSHAKE, certificate, context);
  if (first.length === 0 && last.length === 0) return middle;
  return once([...first, ...middle, ...last]);
}

function run(checks: readonly Check[], certificate: Certificate, context: CheckContext): readonly Fault[] {
  let faults: Fault[] | undefined;
  for (const check of checks) {
    let found: readonly Fault[];
    try {
      found = check(certificate, context);
    } catch (error) {
      found = [malformedFaults(error)];
    }
    if (found.length > 0) faults = faults ? [...faults, ...found] : [...found];
  }
  return faults === undefined ? NO_FAULTS : once(faults);
}

/** Each fault once, the first of those that say the same. */
function once(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length < 2) return faults;
  const known = new Map<string, Fault>();
  for (const fault of faults) {
    const key = keyOf(fault);
    if (!known.has(key)) known.set(key, fault);
  }
  return [...known.values()];
}

/** The same for faults that say the same and that the same clients let pass; of a value that cannot be read, whatever check stumbles over it. */
function keyOf({ rule, offset, params, breach }: Fault): string {
  return JSON.stringify(rule === "chain/malformed" ? [rule, params] : [rule, params, offset, breach]);
}
