import { isShippedBy, type RootProgram } from "../../registry/shipped-roots.ts";
import { Certificate } from "../../x509/certificate.ts";
import type { Name } from "../../x509/name.ts";
import type { TrustAnchor, TrustAnchors } from "../anchors.ts";
import { BundledAnchors } from "../bundled-anchors.ts";

type ForeignRoots = typeof import("../../registry/more-roots.ts");

let foreign: Promise<ForeignRoots> | undefined;

/** Decoded once, whichever store has them. */
const decoded = new Map<string, TrustAnchor>();

/** The roots that a program ships: of Mozilla's list those that it has, too, and those that Mozilla lacks. */
export class ProgramStore implements TrustAnchors {
  readonly #mozilla = new BundledAnchors();
  readonly #program: RootProgram;

  constructor(program: RootProgram) {
    this.#program = program;
  }

  async bySubject(subject: Name): Promise<readonly TrustAnchor[]> {
    const roots = await (foreign ??= import("../../registry/more-roots.ts"));
    const common = await this.#mozilla.bySubject(subject);
    const others = roots.foreignRootsBySubject(subject.der).map((root): TrustAnchor => {
      let anchor = decoded.get(root.sha256);
      if (!anchor) decoded.set(root.sha256, anchor = { certificate: Certificate.parse(root.der()), source: "browser", vetted: true });
      return anchor;
    });
    return [...common, ...others].filter(({ certificate }) => isShippedBy(this.#program, certificate.sha256));
  }

  async byKeyIdentifier(keyIdentifier: Uint8Array): Promise<readonly TrustAnchor[]> {
    return (await this.#mozilla.byKeyIdentifier(keyIdentifier)).filter(({ certificate }) => isShippedBy(this.#program, certificate.sha256));
  }
}
