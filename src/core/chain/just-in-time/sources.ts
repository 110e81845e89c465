import { Certificate } from "../../x509/certificate.ts";
import type { Name } from "../../x509/name.ts";
import type { Awaitable, TrustAnchor, TrustAnchors } from "../anchors.ts";
import { sameBytes } from "../bytes.ts";
import { readOr } from "../read-or.ts";
import { sameName } from "../same-name.ts";
import { certificatesOfBlob } from "./splitter.ts";

/** What is asked of a lookup function; what it gives beyond that is passed over. */
export interface AnchorWanted {
  /** DER of the subject (a Name). */
  subject?: Uint8Array;
  keyIdentifier?: Uint8Array;
}

/** Gives anchors as DER; none where it has none. */
export type AnchorLookup = (wanted: AnchorWanted) => Awaitable<readonly Uint8Array[]>;

/** Anchors that a function looks up, one question at a time. */
export class LookedUpAnchors implements TrustAnchors {
  readonly #lookup: AnchorLookup;

  constructor(lookup: AnchorLookup) {
    this.#lookup = lookup;
  }

  async bySubject(subject: Name): Promise<readonly TrustAnchor[]> {
    return (await this.#lookup({ subject: subject.der })).flatMap(anchorOf);
  }

  async byKeyIdentifier(keyIdentifier: Uint8Array): Promise<readonly TrustAnchor[]> {
    return (await this.#lookup({ keyIdentifier })).flatMap(anchorOf);
  }
}

/** Anchors that are gone through one after the other for each question: of those that do not answer it nothing is kept. */
export class SequentialAnchors implements TrustAnchors {
  readonly #read: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

  /** `read` gives all anchors as DER, anew at each call. */
  constructor(read: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
    this.#read = read;
  }

  bySubject(subject: Name): Promise<readonly TrustAnchor[]> {
    return this.#those(({ subject: own }) => sameName(own, subject));
  }

  byKeyIdentifier(keyIdentifier: Uint8Array): Promise<readonly TrustAnchor[]> {
    return this.#those(({ subjectKeyIdentifier: own }) => own !== undefined && sameBytes(own, keyIdentifier));
  }

  async #those(fits: (certificate: Certificate) => boolean): Promise<readonly TrustAnchor[]> {
    const found: TrustAnchor[] = [];
    for await (const der of this.#read()) {
      for (const anchor of anchorOf(der)) if (readOr(() => fits(anchor.certificate), false)) found.push(anchor);
    }
    return found;
  }
}

/** Anchors in a blob in memory: PEM, or one DER after the other. @throws AnchorSourceError */
export function anchorsInBlob(blob: Uint8Array): TrustAnchors {
  // What cannot be read is said now, not at the first question.
  certificatesOfBlob(blob);
  return new SequentialAnchors(() => certificatesOfBlob(blob));
}

/** None where it is no certificate. */
function anchorOf(der: Uint8Array): TrustAnchor[] {
  const certificate = readOr(() => Certificate.parse(der), undefined);
  return certificate === undefined ? [] : [{ certificate, source: "added", vetted: false }];
}
