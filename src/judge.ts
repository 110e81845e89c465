import type { Assessment } from "./assessment.ts";
import { assess, type AssessContext } from "./assess.ts";
import { AnchorList, AnchorUnion } from "./chain/anchor-set.ts";
import { BundledAnchors } from "./chain/bundled-anchors.ts";
import { PathCache } from "./chain/path-cache.ts";
import { SignatureVerifier } from "./chain/signature.ts";
import type { Observation } from "./observation.ts";
import type { TrustSettings } from "./settings/settings.ts";
import type { Text } from "./text.ts";
import { SctVerifier } from "./transparency/sct-verifier.ts";
import { addedAnchors } from "./trust/added-anchors.ts";
import { CertificateStore } from "./x509/certificate-store.ts";

/** What judgements share, whomever they trust: certificates are parsed and signatures verified once. */
export class JudgeMemory {
  readonly certificates = new CertificateStore();
  readonly verifier = new SignatureVerifier();
  readonly timestamps = new SctVerifier();
  readonly bundled = new BundledAnchors();
}

/** Judges with one choice of trust. */
export class Judge {
  readonly #context: Omit<AssessContext, "time">;
  readonly #memory: JudgeMemory;
  readonly #added: ReadonlyMap<string, Uint8Array>;

  constructor(trust: TrustSettings, text: Text, memory: JudgeMemory) {
    const own = addedAnchors(trust.added);
    const added = new AnchorList(own, "added");
    this.#memory = memory;
    this.#added = new Map(own.map(({ sha256, der }) => [sha256, der]));
    this.#context = {
      text, certificates: memory.certificates, verifier: memory.verifier, timestamps: memory.timestamps, restrictions: trust.restrictions, paths: new PathCache(),
      ...(trust.base === "mozilla" ? { anchors: new AnchorUnion(memory.bundled, added), overBrowser: true } : { anchors: memory.bundled, ...(own.length > 0 ? { added } : {}) }),
    };
  }

  /** Judges for the time of the observation. */
  assess(observation: Observation): Promise<Assessment> {
    return assess(observation, { ...this.#context, time: Date.parse(observation.time ?? "") });
  }

  /** The certificate of an anchor that a path ended at, whoever showed it or nobody. */
  anchor(sha256: string): Uint8Array | undefined {
    return this.#added.get(sha256) ?? this.#memory.bundled.found(sha256)?.der;
  }
}
