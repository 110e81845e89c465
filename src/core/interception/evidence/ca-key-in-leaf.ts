import { isSelfIssued } from "../../chain/same-name.ts";
import type { EvidenceSource } from "../evidence-source.ts";

/**
 * The server's certificate bears the key of the CA that signed it: a program that holds both keys in one makes certificates for
 * whatever it is asked for. A CA keeps its key away from servers.
 */
export const caKeyInLeafEvidence: EvidenceSource = {
  id: "ca-key-in-leaf",
  excused: true,
  look({ seen: { place, trust, issuer, key, leaf }, facts, exposed, named }) {
    if (!named || (trust !== "private" && trust !== "untrusted") || issuer.id !== key) return undefined;
    // A certificate that signed itself is its own CA, as a device's is.
    if (facts.leaf === undefined || facts.leaf.read(isSelfIssued) !== false) return undefined;
    if (!exposed && place !== "public-name-local-address") return undefined;
    return { weight: !exposed ? 20 : trust === "private" ? 35 : 25, params: [issuer.name], certificates: [leaf] };
  },
};
