import type { KeyUsage } from "../../../x509/extensions/usage.ts";
import { EXTENDED_KEY_USAGE } from "../../../x509/oids.ts";

// PKIX, Microsoft, Apple and Netscape: purposes that have a published name. Private ones of other makers have none.
const NAMED = /^(?:2\.5\.29\.37\.0|1\.3\.6\.1\.5\.5\.7\.3\.\d+|1\.3\.6\.1\.4\.1\.311\.(?:10\.[356]|20\.2|21|47\.1|61)\.[\d.]+|1\.2\.840\.113635\.100\.4\.[\d.]+|2\.16\.840\.1\.113730\.4\.1)$/;

/** Whether the purpose (OID) has a published name. */
export function isKnownPurpose(oid: string): boolean {
  return NAMED.test(oid);
}

interface Allowed {
  /** Bits that may be set in any combination. */
  readonly free: readonly KeyUsage[];
  /** Bits of which one at most may be set. */
  readonly oneOf: readonly KeyUsage[];
}

// RFC 5280 4.2.1.12: key usage bits that may be consistent with a purpose.
const CONSISTENT: ReadonlyMap<string, Allowed> = new Map<string, Allowed>([
  [EXTENDED_KEY_USAGE.serverAuth, { free: ["digitalSignature"], oneOf: ["keyEncipherment", "keyAgreement"] }],
  [EXTENDED_KEY_USAGE.clientAuth, { free: ["digitalSignature", "keyAgreement"], oneOf: [] }],
  [EXTENDED_KEY_USAGE.codeSigning, { free: ["digitalSignature"], oneOf: [] }],
  [EXTENDED_KEY_USAGE.emailProtection, { free: ["digitalSignature", "nonRepudiation"], oneOf: ["keyEncipherment", "keyAgreement"] }],
  [EXTENDED_KEY_USAGE.timeStamping, { free: ["digitalSignature", "nonRepudiation"], oneOf: [] }],
  [EXTENDED_KEY_USAGE.OCSPSigning, { free: ["digitalSignature", "nonRepudiation"], oneOf: [] }],
]);

/**
 * Whether the key usage goes with the purposes. One purpose: with that one, where it has bits of its own. Several: every
 * bit goes with one of them. No key usage at all goes with none.
 */
export function isConsistent(usage: ReadonlySet<KeyUsage>, purposes: readonly string[]): boolean {
  const known = purposes.flatMap((oid) => CONSISTENT.get(oid) ?? []);
  if (purposes.length <= 1) return known.every((allowed) => fits(usage, allowed));
  return usage.size > 0 && [...usage].every((bit) => known.some(({ free, oneOf }) => free.includes(bit) || oneOf.includes(bit)));
}

function fits(usage: ReadonlySet<KeyUsage>, { free, oneOf }: Allowed): boolean {
  return usage.size > 0
    && [...usage].every((bit) => free.includes(bit) || oneOf.includes(bit))
    && oneOf.filter((bit) => usage.has(bit)).length <= 1;
}
