// Certificates with real signatures, as strict as RFC 5280 and the Baseline Requirements ask, each part replaceable.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { PresentedCertificate } from "../../src/core/chain/presented.ts";
import { presented } from "./presented.ts";

x509.cryptoProvider.set(webcrypto as Crypto);

/** Loaded after the polyfill that it needs. */
export { x509 };

export type KeyKind = "P-256" | "P-384" | "P-521" | "RSA" | "RSA-PSS" | "Ed25519";

export interface Identity {
  name: string;
  keys: CryptoKeyPair;
  kind: KeyKind;
}

export interface IssueOptions {
  /** Default: "www.example.test" for leaves. */
  dns?: string[];
  ca?: boolean;
  pathLength?: number;
  notBefore?: string;
  notAfter?: string;
  /** Instead of the extensions of an ordinary certificate, or beside them. */
  replace?: x509.Extension[];
  /** OIDs of ordinary extensions to leave out. */
  omit?: string[];
  hash?: "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";
  serial?: string;
  aia?: string;
}

const KEYS: Readonly<Record<KeyKind, RsaHashedKeyGenParams | EcKeyGenParams | { name: string }>> = {
  "P-256": { name: "ECDSA", namedCurve: "P-256" },
  "P-384": { name: "ECDSA", namedCurve: "P-384" },
  "P-521": { name: "ECDSA", namedCurve: "P-521" },
  RSA: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 },
  "RSA-PSS": { name: "RSA-PSS", hash: "SHA-256", publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 },
  Ed25519: { name: "Ed25519" },
};

/** A time at which everything that is issued by default is valid. */
export const NOW = Date.UTC(2026, 10, 21, 12);

/** A name with a key. */
export async function identity(name: string, kind: KeyKind = "P-256"): Promise<Identity> {
  return { name, kind, keys: await webcrypto.subtle.generateKey(KEYS[kind], true, ["sign", "verify"]) as CryptoKeyPair };
}

let serial = 1;

/** A certificate for `subject`, signed by `issuer`. */
export async function issue(subject: Identity, issuer: Identity, options: IssueOptions = {}): Promise<PresentedCertificate> {
  const { ca = false, dns = ca ? undefined : ["www.example.test"], notBefore = "2026-10-01T00:00:00Z", notAfter = "2026-12-31T00:00:00Z" } = options;
  const replaced = options.replace ?? [];
  const left = new Set([...options.omit ?? [], ...replaced.map(({ type }) => type)]);
  const ordinary: x509.Extension[] = [
    ...(ca ? [new x509.BasicConstraintsExtension(true, options.pathLength, true)] : []),
    new x509.KeyUsagesExtension(ca ? x509.KeyUsageFlags.keyCertSign : x509.KeyUsageFlags.digitalSignature, true),
    ...(ca ? [] : [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth])]),
    ...(dns === undefined ? [] : [new x509.SubjectAlternativeNameExtension(dns.map((value) => ({ type: "dns" as const, value })))]),
    await x509.SubjectKeyIdentifierExtension.create(subject.keys.publicKey),
    await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
    ...(options.aia === undefined ? [] : [new x509.AuthorityInfoAccessExtension({ caIssuers: options.aia })]),
  ];
  const algorithm = issuer.kind.startsWith("P-") ? { name: "ECDSA", hash: options.hash ?? "SHA-256" }
    : issuer.kind === "RSA-PSS" ? { name: "RSA-PSS", hash: "SHA-256", saltLength: 32 }
      : issuer.kind === "RSA" ? { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } : { name: "Ed25519" };
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: options.serial ?? (serial++).toString(16).padStart(4, "01"),
    subject: `CN=${subject.name}`, issuer: `CN=${issuer.name}`,
    notBefore: new Date(notBefore), notAfter: new Date(notAfter),
    publicKey: subject.keys.publicKey, signingKey: issuer.keys.privateKey,
    signingAlgorithm: algorithm as Algorithm,
    extensions: [...ordinary.filter(({ type }) => !left.has(type)), ...replaced],
  });
  return presented(new Uint8Array(certificate.rawData));
}

/** A self-signed root. */
export function selfSigned(subject: Identity, options: IssueOptions = {}): Promise<PresentedCertificate> {
  return issue(subject, subject, { ca: true, notBefore: "2020-01-01T00:00:00Z", notAfter: "2040-01-01T00:00:00Z", ...options });
}

/** An intermediate. */
export function issueCa(subject: Identity, issuer: Identity, options: IssueOptions = {}): Promise<PresentedCertificate> {
  return issue(subject, issuer, { ca: true, notBefore: "2025-01-01T00:00:00Z", notAfter: "2030-01-01T00:00:00Z", ...options });
}
