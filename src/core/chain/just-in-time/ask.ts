import { Certificate } from "../../x509/certificate.ts";
import { toHex } from "../../bytes/hex.ts";
import type { Name } from "../../x509/name.ts";
import type { TrustAnchor, TrustAnchors } from "../anchors.ts";
import { Budget } from "../budget.ts";
import { sameBytes } from "../bytes.ts";
import { hintOf } from "../candidates.ts";
import { chooseLeaf } from "../choose-leaf.ts";
import { nameKey } from "../distinguished-name.ts";
import { readOr } from "../read-or.ts";
import { isSelfIssued, sameName } from "../same-name.ts";
import type { SignatureVerifier } from "../signature.ts";

/** An anchor that a chain asks for: one with this subject, and with this key where the chain says which. */
export interface AskedAnchor {
  issuer: Name;
  keyIdentifier?: Uint8Array;
  /** The sent certificate that it would have issued, or that it would be. */
  of: Certificate;
}

export interface JustInTimeAnchors {
  /** What was asked for, the likeliest first. */
  asked: readonly AskedAnchor[];
  /** What was found, and has signed what asked for it. */
  anchors: readonly TrustAnchor[];
}

/** Two for a cross-signed chain, and one for a chain that names one more than it needs. */
export const MAX_ASKED = 3;

/** What is sent beyond that is not looked at. */
const MAX_SENT = 32;

/** A certificate that the leaf leads to, over so many others. */
interface Reached {
  certificate: Certificate;
  depth: number;
  /** Nobody who was sent issued it. */
  top: boolean;
}

/**
 * Which trust anchors a sent chain asks for, in whatever order it was sent. From the leaf upwards every signature is
 * verified: names and key identifiers say where to look and nothing more. Where the chain ends comes first, of several
 * ends the nearest; then what stands below, since a cross-signed certificate may itself be an anchor for some. Bytes that
 * are no certificate are passed over. `host`: DNS name or IP address.
 */
export async function askedAnchors(host: string, sent: readonly Uint8Array[], verifier: SignatureVerifier): Promise<AskedAnchor[]> {
  return (await asks(host, sent, verifier, new Budget())).asked;
}

/** Looks up what the chain asks for; of anchors with the right name those that did not sign are none. */
export async function anchorsFor(host: string, sent: readonly Uint8Array[], source: TrustAnchors, verifier: SignatureVerifier): Promise<JustInTimeAnchors> {
  const budget = new Budget();
  const { leaf, asked } = await asks(host, sent, verifier, budget);
  const anchors: TrustAnchor[] = [];
  for (const each of asked) {
    for (const anchor of await candidates(each, source)) {
      if (leaf === undefined || isTooLate(leaf, anchor)) continue;
      if (anchors.length >= MAX_ASKED) return { asked, anchors };
      if (anchors.some(({ certificate }) => sameBytes(certificate.der, anchor.certificate.der))) continue;
      if (await hasSigned(anchor.certificate, each.of, verifier, budget)) anchors.push(anchor);
    }
  }
  return { asked, anchors };
}

async function asks(host: string, sent: readonly Uint8Array[], verifier: SignatureVerifier, budget: Budget): Promise<{ leaf: Certificate | undefined; asked: AskedAnchor[] }> {
  const certificates = distinct(sent.slice(0, MAX_SENT));
  const presented = certificates.map((certificate) => ({ sha256: certificate.sha256, der: certificate.der, certificate, faults: [] }));
  const leaf = chooseLeaf(host, presented, [])?.certificate;
  if (leaf === undefined) return { leaf, asked: [] };
  const reached: Reached[] = [{ certificate: leaf, depth: 0, top: true }];
  // Grows as it is gone through, and holds each certificate once.
  for (const step of reached) {
    for (const issuer of certificates) {
      if (issuer === step.certificate || !mayIssue(issuer, step.certificate)) continue;
      const known = reached.find(({ certificate }) => certificate === issuer);
      if (!await hasSigned(issuer, step.certificate, verifier, budget)) continue;
      step.top = false;
      if (known === undefined) reached.push({ certificate: issuer, depth: step.depth + 1, top: true });
    }
  }
  reached.sort((a, b) => a.top === b.top ? a.top ? a.depth - b.depth : b.depth - a.depth : a.top ? -1 : 1);
  const asked = new Map<string, AskedAnchor>();
  for (const { certificate } of reached) {
    const each = askOf(certificate);
    const key = each && `${nameKey(each.issuer)}/${each.keyIdentifier === undefined ? "" : toHex(each.keyIdentifier)}`;
    if (each !== undefined && key !== undefined && !asked.has(key) && asked.size < MAX_ASKED) asked.set(key, each);
  }
  return { leaf, asked: [...asked.values()] };
}

/** Each once; what cannot be read is left out. */
function distinct(ders: readonly Uint8Array[]): Certificate[] {
  const found: Certificate[] = [];
  for (const der of ders) {
    const certificate = readOr(() => Certificate.parse(der), undefined);
    if (certificate !== undefined && !found.some((other) => sameBytes(other.der, der))) found.push(certificate);
  }
  return found;
}

function mayIssue(issuer: Certificate, certificate: Certificate): boolean {
  return readOr(() => sameName(certificate.issuer, issuer.subject), false);
}

function askOf(certificate: Certificate): AskedAnchor | undefined {
  const issuer = readOr(() => certificate.issuer, undefined);
  if (issuer === undefined) return undefined;
  // A root may leave the authority key identifier out: it is its own (RFC 5280 section 4.2.1.1).
  const keyIdentifier = readOr(() => certificate.authorityKeyIdentifier?.keyIdentifier, undefined)
    ?? readOr(() => isSelfIssued(certificate) ? certificate.subjectKeyIdentifier : undefined, undefined);
  return { issuer, of: certificate, ...(keyIdentifier === undefined ? {} : { keyIdentifier }) };
}

/** Anchors of that name, those with the key that was asked for in front; each once. */
async function candidates({ issuer, keyIdentifier, of }: AskedAnchor, source: TrustAnchors): Promise<TrustAnchor[]> {
  const found = [...keyIdentifier === undefined ? [] : await source.byKeyIdentifier(keyIdentifier), ...await source.bySubject(issuer)];
  const named = found.filter(({ certificate }) => mayIssue(certificate, of));
  return named.sort((a, b) => hintOf(of, a.certificate) - hintOf(of, b.certificate));
}

/** Issued after the day from which the anchor is not trusted any more. */
function isTooLate(leaf: Certificate, { distrustAfter }: TrustAnchor): boolean {
  return distrustAfter !== undefined && readOr(() => leaf.notBefore, Infinity) > distrustAfter;
}

/** A signature that this platform cannot compute is left to whoever verifies the connection. */
async function hasSigned(issuer: Certificate, certificate: Certificate, verifier: SignatureVerifier, budget: Budget): Promise<boolean> {
  const verdict = readOr(() => verifier.verify(certificate, issuer, budget), "bad");
  return ["good", "unsupported"].includes(await verdict);
}
