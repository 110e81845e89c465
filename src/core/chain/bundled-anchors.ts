import type { BundledRoot } from "../registry/roots.ts";
import { Certificate } from "../x509/certificate.ts";
import { toHex } from "../bytes/hex.ts";
import type { Name } from "../x509/name.ts";
import type { TrustAnchor, TrustAnchors } from "./anchors.ts";

type Registry = typeof import("../registry/roots.ts");

let registry: Promise<Registry> | undefined;

/** The bundled roots, loaded when somebody first asks. */
function roots(): Promise<Registry> {
  return registry ??= import("../registry/roots.ts");
}

/** Mozilla's server roots as bundled. Only those that a lookup finds are decoded, each once. */
export class BundledAnchors implements TrustAnchors {
  readonly #decoded = new Map<string, TrustAnchor>();
  #loaded: Registry | undefined;

  bySubject(subject: Name): readonly TrustAnchor[] | Promise<readonly TrustAnchor[]> {
    return this.#lookUp(({ rootsBySubject }) => rootsBySubject(subject.der));
  }

  byKeyIdentifier(keyIdentifier: Uint8Array): readonly TrustAnchor[] | Promise<readonly TrustAnchor[]> {
    return this.#lookUp(({ rootsByKeyIdentifier }) => rootsByKeyIdentifier(toHex(keyIdentifier)));
  }

  /** The root with this SHA-256, where a lookup has found it before. */
  found(sha256: string): Certificate | undefined {
    return this.#decoded.get(sha256)?.certificate;
  }

  /** All that lookups have found so far. */
  *decoded(): Generator<Certificate> {
    for (const { certificate } of this.#decoded.values()) yield certificate;
  }

  #lookUp(find: (registry: Registry) => readonly BundledRoot[]): readonly TrustAnchor[] | Promise<readonly TrustAnchor[]> {
    if (this.#loaded) return find(this.#loaded).map((root) => this.#decode(root));
    return roots().then((loaded) => {
      this.#loaded = loaded;
      return find(loaded).map((root) => this.#decode(root));
    });
  }

  #decode(root: BundledRoot): TrustAnchor {
    let anchor = this.#decoded.get(root.sha256);
    if (!anchor) {
      anchor = {
        certificate: Certificate.parse(root.der()), source: "mozilla", vetted: true,
        ...(root.distrustAfter === undefined ? {} : { distrustAfter: root.distrustAfter }),
      };
      this.#decoded.set(root.sha256, anchor);
    }
    return anchor;
  }
}

/**
 * Whether Mozilla's root program has, or once had, a certificate (by SHA-256): such a root's form is not judged, whoever
 * names it as an anchor.
 */
export async function vettedRoots(): Promise<(sha256: string) => boolean> {
  return (await roots()).isProgramRoot;
}

/** Age of the bundled roots at a time, both in milliseconds. */
export async function bundledRootsAge(time: number): Promise<number> {
  return time - (await roots()).rootsDate;
}
