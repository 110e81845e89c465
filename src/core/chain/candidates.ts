import type { Certificate } from "../x509/certificate.ts";
import { toHex } from "../bytes/hex.ts";
import type { Name } from "../x509/name.ts";
import type { TrustAnchor, TrustAnchors } from "./anchors.ts";
import { sameBytes } from "./bytes.ts";
import { nameKey } from "./distinguished-name.ts";
import { readOr } from "./read-or.ts";
import { isSelfIssued, sameName } from "./same-name.ts";

/** A certificate that could be the issuer of another. */
export interface IssuerCandidate {
  certificate: Certificate;
  /** Set where a path may end with it. */
  anchor?: TrustAnchor;
  /** 0: the key identifiers agree, 1: one of them is missing, 2: they differ. A hint: the signature decides. */
  hint: 0 | 1 | 2;
}

/** No name has more issuers than this that anybody needs; what is beyond is not looked at. */
const MAX_CANDIDATES = 256;

/**
 * Finds the possible issuers of certificates, among those at hand and the trust anchors. A certificate whose names cannot
 * be read is no one's issuer, a key identifier that cannot be read is none: it is a hint.
 */
export class IssuerCandidates {
  readonly #bySubject = new Map<string, Certificate[]>();
  readonly #found = new Map<string, readonly IssuerCandidate[]>();
  readonly #ofCertificate = new Map<Certificate, readonly IssuerCandidate[]>();
  readonly #anchors: TrustAnchors;

  /** `atHand`: each certificate once, those to be tried first in front. */
  constructor(atHand: Iterable<Certificate>, anchors: TrustAnchors) {
    this.#anchors = anchors;
    for (const certificate of atHand) {
      const subject = readOr(() => certificate.subject, undefined);
      if (!subject) continue;
      const key = nameKey(subject);
      const same = this.#bySubject.get(key);
      if (same) same.push(certificate);
      else this.#bySubject.set(key, [certificate]);
    }
  }

  /** The anchor that the certificate itself is; undefined where it is none. */
  async anchorOf(certificate: Certificate): Promise<TrustAnchor | undefined> {
    const subject = readOr(() => certificate.subject, undefined);
    if (!subject) return undefined;
    const anchors = await this.#anchors.bySubject(subject);
    return anchors.find((anchor) => sameBytes(anchor.certificate.der, certificate.der));
  }

  /**
   * Certificates whose subject is the issuer of this one (RFC 5280 section 6.1.3 a 4), anchors first, each once, and
   * those in front whose key identifier is the one asked for. At once where it is known.
   */
  issuersOf(certificate: Certificate): readonly IssuerCandidate[] | Promise<readonly IssuerCandidate[]> {
    return this.#ofCertificate.get(certificate) ?? this.#lookUp(certificate);
  }

  async #lookUp(certificate: Certificate): Promise<readonly IssuerCandidate[]> {
    const issuer = readOr(() => certificate.issuer, undefined);
    if (!issuer) return [];
    const wanted = readOr(() => certificate.authorityKeyIdentifier?.keyIdentifier, undefined);
    // Certificates of one issuer have the same candidates.
    const question = `${wanted ? toHex(wanted) : ""}/${nameKey(issuer)}`;
    const known = this.#found.get(question);
    if (known) {
      this.#ofCertificate.set(certificate, known);
      return known;
    }
    const candidates: IssuerCandidate[] = [];
    const add = (issuing: Certificate, anchor?: TrustAnchor): void => {
      if (candidates.length >= MAX_CANDIDATES || candidates.some((known) => sameBytes(known.certificate.der, issuing.der))) return;
      candidates.push({ certificate: issuing, hint: hint(wanted, readOr(() => issuing.subjectKeyIdentifier, undefined)), ...(anchor ? { anchor } : {}) });
    };
    const byName = this.#anchors.bySubject(issuer);
    for (const anchor of byName instanceof Promise ? await byName : byName) {
      if (hasSubject(anchor.certificate, issuer)) add(anchor.certificate, anchor);
    }
    if (wanted && !candidates.some((candidate) => candidate.hint === 0)) {
      // The same name may be written in another string type, which an index of names does not see.
      const byKey = this.#anchors.byKeyIdentifier(wanted);
      for (const anchor of byKey instanceof Promise ? await byKey : byKey) {
        if (hasSubject(anchor.certificate, issuer)) add(anchor.certificate, anchor);
      }
    }
    for (const atHand of this.#bySubject.get(nameKey(issuer)) ?? []) add(atHand);
    candidates.sort((a, b) => a.hint - b.hint);
    this.#found.set(question, candidates);
    this.#ofCertificate.set(certificate, candidates);
    return candidates;
  }
}

/** Whether the key identifiers leave it open that this key signed. */
export function hintOf(certificate: Certificate, issuer: Certificate): 0 | 1 | 2 {
  return hint(readOr(() => certificate.authorityKeyIdentifier?.keyIdentifier, undefined), readOr(() => issuer.subjectKeyIdentifier, undefined));
}

/** Self-issued, with its own key identifier or none: nothing stands above it. Not proven by a signature. */
export function looksSelfSigned(certificate: Certificate): boolean {
  return readOr(() => isSelfIssued(certificate) && hintOf(certificate, certificate) !== 2, false);
}

function hint(wanted: Uint8Array | undefined, has: Uint8Array | undefined): 0 | 1 | 2 {
  if (!wanted || !has) return 1;
  return sameBytes(wanted, has) ? 0 : 2;
}

function hasSubject(certificate: Certificate, name: Name): boolean {
  const subject = readOr(() => certificate.subject, undefined);
  return subject !== undefined && sameName(subject, name);
}
