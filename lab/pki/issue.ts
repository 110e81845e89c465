import "reflect-metadata";
import {
  AuthorityInfoAccessExtension, AuthorityKeyIdentifierExtension, BasicConstraintsExtension, CertificatePolicyExtension, ExtendedKeyUsage,
  ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension, Name, SubjectAlternativeNameExtension, SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import type { Extension } from "@peculiar/x509";
import { randomBytes } from "node:crypto";
import type { SignatureHash } from "../case.ts";
import { signingKey } from "./keys.ts";
import type { KeyPair } from "./keys.ts";
import type { IssuedNameAttribute } from "./names.ts";

/** CA/Browser Forum BR 7.1.6.1: domain validated. */
const DOMAIN_VALIDATED = "2.23.140.1.2.1";
const ANY_POLICY = "2.5.29.32.0";
const DAY = 86_400_000;

export interface Party {
  key: KeyPair;
  subject: readonly IssuedNameAttribute[];
}

export interface IssueRequest {
  subject: Party;
  issuer: Party;
  /** Days from `now`; the end is one second short of the day, since a validity includes both its ends (BR 6.3.2). */
  validity: { from: number; to: number };
  /** Milliseconds since the epoch. */
  now: number;
  /** Default: what the issuer's key asks for (BR 7.1.3.2: SHA-384 with P-384, SHA-256 with the others here). */
  hash?: SignatureHash;
  use: { kind: "authority"; pathLength?: number } | { kind: "server"; names: readonly string[]; caIssuers?: string };
}

/** Signs a certificate; gives its DER. */
export async function issue(request: IssueRequest): Promise<Uint8Array> {
  const { subject, issuer } = request;
  const hash = request.hash ?? (issuer.key.name === "P-384" ? "SHA-384" : "SHA-256");
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: nameOf(subject.subject),
    issuer: nameOf(issuer.subject),
    notBefore: wholeSecond(request.now + request.validity.from * DAY),
    notAfter: wholeSecond(request.now + request.validity.to * DAY - 1000),
    publicKey: subject.key.publicKey,
    signingKey: await signingKey(issuer.key, hash),
    signingAlgorithm: { ...signingKeyAlgorithm(issuer.key), hash } as EcdsaParams,
    extensions: await extensionsFor(request),
  });
  return new Uint8Array(certificate.rawData);
}

function signingKeyAlgorithm(key: KeyPair): Algorithm {
  return key.name === "Ed25519" ? { name: "Ed25519" } : { name: key.publicKey.algorithm.name };
}

/** 127 random bits with the top ones set so that it is positive and never shorter (BR 7.1: > 0, ≥ 64 random bits, < 2^159). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes.toString("hex");
}

function wholeSecond(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1000) * 1000);
}

function nameOf(attributes: readonly IssuedNameAttribute[]): Name {
  return new Name(attributes.map(({ type, value }) => ({ [type]: [type === "C" ? { printableString: value } : { utf8String: value }] })));
}

async function extensionsFor({ subject, issuer, use }: IssueRequest): Promise<Extension[]> {
  const extensions: Extension[] = [
    await SubjectKeyIdentifierExtension.create(subject.key.publicKey),
    await AuthorityKeyIdentifierExtension.create(issuer.key.publicKey),
  ];
  if (use.kind === "authority") {
    const selfSigned = subject.key === issuer.key;
    extensions.push(
      new BasicConstraintsExtension(true, use.pathLength, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    );
    if (!selfSigned) extensions.push(new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]), new CertificatePolicyExtension([ANY_POLICY]));
    return extensions;
  }
  const rsa = subject.key.name.startsWith("RSA");
  extensions.push(
    new BasicConstraintsExtension(false, undefined, true),
    rsa ? new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true) : new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(use.names.map((value) => ({ type: "dns" as const, value }))),
    new CertificatePolicyExtension([DOMAIN_VALIDATED]),
  );
  if (use.caIssuers !== undefined) extensions.push(new AuthorityInfoAccessExtension({ caIssuers: use.caIssuers }));
  return extensions;
}
