import type { Certificate } from "../x509/certificate.ts";
import { toHex } from "../bytes/hex.ts";
import type { Name } from "../x509/name.ts";
import type { AnchorSource, Awaitable, TrustAnchor, TrustAnchors } from "./anchors.ts";
import { nameKey } from "./distinguished-name.ts";
import { readOr } from "./read-or.ts";

/** Trust anchors that are at hand as certificates. */
export class AnchorList implements TrustAnchors {
  readonly #bySubjectKey = new Map<string, TrustAnchor[]>();
  readonly #byKey = new Map<string, TrustAnchor[]>();

  /**
   * `vetted`: whether a root program has looked at a certificate, by its SHA-256; then its form is not judged. A
   * certificate whose subject cannot be read is no anchor.
   */
  constructor(certificates: Iterable<Certificate>, source: AnchorSource, vetted: (sha256: string) => boolean = () => false) {
    for (const certificate of certificates) {
      const subject = readOr(() => certificate.subject, undefined);
      if (!subject) continue;
      const anchor: TrustAnchor = { certificate, source, vetted: vetted(certificate.sha256) };
      append(this.#bySubjectKey, nameKey(subject), anchor);
      const keyIdentifier = readOr(() => certificate.subjectKeyIdentifier, undefined);
      if (keyIdentifier) append(this.#byKey, toHex(keyIdentifier), anchor);
    }
  }

  bySubject(subject: Name): readonly TrustAnchor[] {
    return this.#bySubjectKey.get(nameKey(subject)) ?? [];
  }

  byKeyIdentifier(keyIdentifier: Uint8Array): readonly TrustAnchor[] {
    return this.#byKey.get(toHex(keyIdentifier)) ?? [];
  }
}

/** Several sources of trust anchors as one: what any of them trusts is trusted. */
export class AnchorUnion implements TrustAnchors {
  readonly #sources: readonly TrustAnchors[];

  constructor(...sources: readonly TrustAnchors[]) {
    this.#sources = sources;
  }

  bySubject(subject: Name): Awaitable<readonly TrustAnchor[]> {
    return join(this.#sources.map((source) => source.bySubject(subject)));
  }

  byKeyIdentifier(keyIdentifier: Uint8Array): Awaitable<readonly TrustAnchor[]> {
    return join(this.#sources.map((source) => source.byKeyIdentifier(keyIdentifier)));
  }
}

function join(lists: readonly Awaitable<readonly TrustAnchor[]>[]): Awaitable<readonly TrustAnchor[]> {
  const known: (readonly TrustAnchor[])[] = [];
  for (const list of lists) {
    if (list instanceof Promise) return Promise.all(lists.map(async (each) => each)).then((all) => all.flat());
    known.push(list);
  }
  return known.length === 1 ? known[0] ?? [] : known.flat();
}

function append(map: Map<string, TrustAnchor[]>, key: string, anchor: TrustAnchor): void {
  const list = map.get(key);
  if (list) list.push(anchor);
  else map.set(key, [anchor]);
}
