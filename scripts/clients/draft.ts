import { ascii, singleName, FALSE, namedBits, oid, sequence, encodedTime, tlv, TRUE, utf8Octets, type Der } from "./der.ts";
import { algorithmOf, signWith, type ClientKey, type SignatureKind } from "./keys.ts";

export interface DraftExtension {
  oid: string;
  critical: boolean;
  value: Uint8Array;
}

/** A certificate before it is signed; every part can be replaced by what a CA must not write. */
export interface Draft {
  version: 1 | 3;
  /** Content octets of the INTEGER. */
  serial: readonly number[];
  signature: SignatureKind;
  /** Of the TBSCertificate, where it is to differ. */
  innerAlgorithm?: Uint8Array;
  /** Default: the name of whoever signs it. */
  issuer?: Uint8Array;
  subject: Uint8Array;
  /** The authority key identifier: of the issuer, left out, of another key, or with an issuer and serial number that are right or not. */
  authority: "usual" | "none" | "other-key" | "other-serial" | "right-serial";
  /** Milliseconds since the epoch. */
  notBefore: number;
  notAfter: number;
  timeForm: "right" | "generalized" | "without-seconds";
  key: ClientKey;
  extensions: DraftExtension[];
  /** One bit of the signature is wrong. */
  forged?: boolean;
}

/** Whoever signs: its key, name, issuer's name and serial number. */
export interface Signer {
  key: ClientKey;
  name: Uint8Array;
  issuer: Uint8Array;
  serial: readonly number[];
}

/** Signs it. */
export function finish(draft: Draft, signer: Signer): Uint8Array {
  const { key: by } = signer;
  const identifier = authorityOf(draft.authority, signer);
  const all = identifier && !draft.extensions.some(({ oid: id }) => id === OID.authorityKeyId) ? [...draft.extensions, identifier] : draft.extensions;
  const algorithm = algorithmOf(by, draft.signature);
  const extensions = draft.version === 1 || all.length === 0 ? []
    : [tlv(0xa3, sequence(...all.map(({ oid: id, critical, value }) => sequence(oid(id), ...critical ? [TRUE] : [], tlv(0x04, value)))))];
  const tbs = sequence(
    ...draft.version === 1 ? [] : [tlv(0xa0, tlv(0x02, [2]))], tlv(0x02, draft.serial), draft.innerAlgorithm ?? algorithm, draft.issuer ?? signer.name,
    sequence(encodedTime(draft.notBefore, draft.timeForm), encodedTime(draft.notAfter, draft.timeForm)), draft.subject, draft.key.spki, ...extensions,
  );
  const signature = Uint8Array.from(signWith(by, draft.signature, tbs));
  if (draft.forged === true) signature[signature.length - 1] = (signature[signature.length - 1] ?? 0) ^ 1;
  return sequence(tbs, algorithm, tlv(0x03, [0], signature));
}

function authorityOf(kind: Draft["authority"], { key, issuer, serial }: Signer): DraftExtension | undefined {
  switch (kind) {
    case "none": return undefined;
    case "usual": return authorityKeyId(key.id);
    case "other-key": return authorityKeyId(new Uint8Array(20).fill(7));
    case "other-serial": return authorityKeyId(key.id, { name: issuer, serial: [0x11, 0x22] });
    case "right-serial": return authorityKeyId(key.id, { name: issuer, serial });
  }
}

export const OID = {
  subjectKeyId: "2.5.29.14", keyUsage: "2.5.29.15", names: "2.5.29.17", issuerNames: "2.5.29.18", basicConstraints: "2.5.29.19", nameConstraints: "2.5.29.30", crl: "2.5.29.31",
  policies: "2.5.29.32", mappings: "2.5.29.33", authorityKeyId: "2.5.29.35", policyConstraints: "2.5.29.36", usage: "2.5.29.37", inhibitAny: "2.5.29.54",
  access: "1.3.6.1.5.5.7.1.1", tlsFeature: "1.3.6.1.5.5.7.1.24", unknown: "1.3.6.1.4.1.99999.1",
} as const;

export const USAGE = { server: "1.3.6.1.5.5.7.3.1", client: "1.3.6.1.5.5.7.3.2", email: "1.3.6.1.5.5.7.3.4", ocsp: "1.3.6.1.5.5.7.3.9", any: "2.5.29.37.0", gated: "2.16.840.1.113730.4.1", msGated: "1.3.6.1.4.1.311.10.3.3" } as const;

export const dns = (text: string): Der => tlv(0x82, ascii(text));
export const dnsUtf8 = (text: string): Der => tlv(0x82, utf8Octets(text));
export const address = (...octets: readonly number[]): Der => tlv(0x87, octets);

export const alternativeNames = (...of: readonly Uint8Array[]): DraftExtension => ({ oid: OID.names, critical: false, value: sequence(...of) });
export const usageBits = (...bits: readonly number[]): DraftExtension => ({ oid: OID.keyUsage, critical: true, value: namedBits(...bits) });
export const usage = (...oids: readonly string[]): DraftExtension => ({ oid: OID.usage, critical: false, value: sequence(...oids.map(oid)) });
export const basicConstraints = (ca: boolean | "spelled-out", pathLength?: number): DraftExtension =>
  ({ oid: OID.basicConstraints, critical: true, value: sequence(...ca === true ? [TRUE] : ca === "spelled-out" ? [FALSE] : [], ...pathLength === undefined ? [] : [tlv(0x02, [pathLength])]) });
export const subjectKeyId = (id: Uint8Array): DraftExtension => ({ oid: OID.subjectKeyId, critical: false, value: tlv(0x04, id) });
export const authorityKeyId = (id: Uint8Array | undefined, issuer?: { name: Uint8Array; serial: readonly number[] }): DraftExtension => ({
  oid: OID.authorityKeyId, critical: false,
  value: sequence(...id === undefined ? [] : [tlv(0x80, id)], ...issuer === undefined ? [] : [tlv(0xa1, tlv(0xa4, issuer.name)), tlv(0x82, issuer.serial)]),
});

export function put(draft: Draft, extension: DraftExtension): void {
  const at = draft.extensions.findIndex(({ oid: id }) => id === extension.oid);
  if (at < 0) draft.extensions.push(extension);
  else draft.extensions[at] = extension;
}

export function drop(draft: Draft, id: string): void {
  draft.extensions = draft.extensions.filter((extension) => extension.oid !== id);
}

export function alter(draft: Draft, id: string, change: Partial<DraftExtension>): void {
  const extension = draft.extensions.find((each) => each.oid === id);
  if (extension) Object.assign(extension, change);
}

const DAY = 86_400_000;

export function leafDraft(host: string, key: ClientKey, now: number): Draft {
  const rsa = key.kind.startsWith("RSA");
  return {
    version: 3, serial: [0x40, ...Buffer.from(host).subarray(0, 8), 1], signature: "usual", authority: "usual", subject: singleName(host), notBefore: now - 10 * DAY, notAfter: now + 60 * DAY,
    timeForm: "right", key,
    extensions: [
      basicConstraints(false), usageBits(...rsa ? [0, 2] : [0]), usage(USAGE.server), subjectKeyId(key.id), alternativeNames(dns(host)),
    ],
  };
}

export function caDraft(subject: string, key: ClientKey, now: number, { pathLength, root = false }: { pathLength?: number; root?: boolean } = {}): Draft {
  return {
    version: 3, serial: [0x41, ...key.id.subarray(0, 8)], signature: "usual", authority: root ? "none" : "usual", subject: singleName(subject), notBefore: now - 400 * DAY, notAfter: now + 2000 * DAY,
    timeForm: "right", key,
    extensions: [basicConstraints(true, pathLength), usageBits(5, 6), subjectKeyId(key.id), ...root ? [] : [usage(USAGE.server)]],
  };
}
