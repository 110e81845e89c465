import { knownPublicKeyCa } from "../../registry/public-key-cas.ts";
import type { EvidenceSource } from "../evidence-source.ts";
import { PROOF } from "../weigh.ts";

/** On this machine or in this network it may be a developer's own server. */
const LOCAL = 25;

/** A certificate of the chain, built or sent, is of a CA whose private key anybody can have. */
export const publicKeyCaEvidence: EvidenceSource = {
  id: "public-key-ca",
  excused: false,
  look({ facts: { path, anchor, presented }, seen }) {
    for (const stored of new Set([...path, ...anchor === undefined ? [] : [anchor], ...presented])) {
      const name = knownPublicKeyCa(stored.sha256) ?? knownPublicKeyCa(stored.read(({ spkiSha256 }) => spkiSha256) ?? "");
      if (name !== undefined) return { weight: seen.place === "public" ? PROOF : LOCAL, params: [name], certificates: [stored.sha256] };
    }
    return undefined;
  },
};
