import { NO_PARAMETERS, sequence, tlv } from "./der.ts";
import { alter, basicConstraints, caDraft, dns, drop, finish, usageBits, OID, put, usage, USAGE, type Draft, type Signer } from "./draft.ts";
import { rootName } from "./features.ts";
import { makeKey, type ServedKeyKind } from "./keys.ts";

const DAY = 86_400_000;

/** Roots that every client is told to trust, and what is odd about each. */
const ROOTS: readonly (readonly [name: string, kind: ServedKeyKind, change?: (draft: Draft) => void])[] = [
  ["P-256", "P-256"], ["RSA-2048", "RSA-2048"], ["P-384", "P-384"], ["P-521", "P-521"], ["RSA-1024", "RSA-1024"], ["Ed25519", "Ed25519"],
  ["version 1", "P-256", (draft) => { draft.version = 1; }],
  ["expired", "P-256", (draft) => { draft.notAfter = draft.notBefore + 5 * DAY; }],
  ["not yet valid", "P-256", (draft) => { draft.notBefore += 500 * DAY; }],
  ["for servers", "P-256", (draft) => { put(draft, usage(USAGE.server)); }],
  ["for clients", "P-256", (draft) => { put(draft, usage(USAGE.client)); }],
  ["for anything", "P-256", (draft) => { put(draft, usage(USAGE.any)); }],
  ["path length 0", "P-256", (draft) => { put(draft, basicConstraints(true, 0)); }],
  ["no basic constraints", "P-256", (draft) => { drop(draft, OID.basicConstraints); }],
  ["no CA", "P-256", (draft) => { put(draft, basicConstraints(false)); }],
  ["basic constraints not critical", "P-256", (draft) => { alter(draft, OID.basicConstraints, { critical: false }); }],
  ["no certificate signing", "P-256", (draft) => { put(draft, usageBits(0)); }],
  ["no key usage", "P-256", (draft) => { drop(draft, OID.keyUsage); }],
  ["no subject key identifier", "P-256", (draft) => { drop(draft, OID.subjectKeyId); }],
  ["names excluded", "P-256", (draft) => { put(draft, { oid: OID.nameConstraints, critical: true, value: sequence(tlv(0xa1, sequence(dns("test")))) }); }],
  ["unknown critical extension", "P-256", (draft) => { put(draft, { oid: OID.unknown, critical: true, value: NO_PARAMETERS }); }],
  ["serial zero", "P-256", (draft) => { draft.serial = [0]; }],
  ["signed with SHA-1", "RSA-2048", (draft) => { draft.signature = "SHA-1"; }],
  ["requires a policy", "P-256", (draft) => { put(draft, { oid: OID.policyConstraints, critical: true, value: sequence(tlv(0x80, [0])) }); }],
];

export interface MadeRoot {
  name: string;
  der: Uint8Array;
  signer: Signer;
}

/** All of them, with keys of their own. `now`: milliseconds since the epoch. */
export function makeRoots(now: number): MadeRoot[] {
  return ROOTS.map(([name, kind, change]) => {
    const key = makeKey(kind);
    const draft = caDraft("", key, now, { root: true });
    draft.subject = rootName(name);
    change?.(draft);
    const signer: Signer = { key, name: draft.subject, issuer: draft.subject, serial: draft.serial };
    return { name, der: finish(draft, signer), signer };
  });
}
