import { toHex } from "../bytes/hex.ts";
import { nameOfAlgorithm } from "../x509/algorithm-names.ts";
import { hasNullParameters, type AlgorithmIdentifier, type PssParameters } from "../x509/algorithm.ts";
import { ALGORITHM, oidName } from "../x509/oids.ts";
import type { Breach } from "./clients/breach.ts";

export type HashName = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

export type VerificationScheme =
  | { family: "RSASSA-PKCS1-v1_5" | "ECDSA"; hash: HashName }
  | { family: "RSA-PSS"; hash: HashName; saltLength: number }
  | { family: "Ed25519" };

/** What a signature algorithm is to us. `name` is for people. */
export type SignatureAlgorithm =
  /** `breach`: one that browsers do not verify. */
  | { kind: "supported"; name: string; scheme: VerificationScheme; breach?: Breach; parameters?: string }
  /** A hash with known collisions. `scheme`: for those that take it all the same. */
  | { kind: "weak"; name: string; scheme?: VerificationScheme; breach?: Breach }
  /** One that we do not verify. `parameters`: we would, were it not for these, which it must not have. */
  | { kind: "unsupported"; name: string; breach?: Breach; parameters?: string };

const HASHES: Readonly<Record<string, HashName>> = {
  [ALGORITHM["SHA-256"]]: "SHA-256", [ALGORITHM["SHA-384"]]: "SHA-384", [ALGORITHM["SHA-512"]]: "SHA-512",
};
const RSA: Readonly<Record<string, HashName>> = {
  [ALGORITHM.sha256WithRSAEncryption]: "SHA-256",
  [ALGORITHM.sha384WithRSAEncryption]: "SHA-384",
  [ALGORITHM.sha512WithRSAEncryption]: "SHA-512",
};
const ECDSA: Readonly<Record<string, HashName>> = {
  [ALGORITHM["ecdsa-with-SHA256"]]: "SHA-256",
  [ALGORITHM["ecdsa-with-SHA384"]]: "SHA-384",
  [ALGORITHM["ecdsa-with-SHA512"]]: "SHA-512",
};
const SHA1: Readonly<Record<string, "RSASSA-PKCS1-v1_5" | "ECDSA">> = {
  [ALGORITHM.sha1WithRSAEncryption]: "RSASSA-PKCS1-v1_5", [ALGORITHM["ecdsa-with-SHA1"]]: "ECDSA",
};
const HASH_BYTES: Readonly<Record<HashName, number>> = { "SHA-1": 20, "SHA-256": 32, "SHA-384": 48, "SHA-512": 64 };
const ML_DSA: ReadonlySet<string> = new Set([ALGORITHM["ML-DSA-44"], ALGORITHM["ML-DSA-65"], ALGORITHM["ML-DSA-87"]]);
const WEAK: ReadonlySet<string> = new Set([
  ALGORITHM.md2WithRSAEncryption, ALGORITHM.md5WithRSAEncryption, ALGORITHM["dsa-with-sha1"],
]);

/**
 * Reads a certificate's signature algorithm (RFC 4055, 5758, 8410). RSA has NULL parameters (left out by some), ECDSA
 * and Ed25519 none; RSASSA-PSS one hash for the message and for MGF1. Throws DerError.
 */
export function readSignatureAlgorithm(algorithm: AlgorithmIdentifier): SignatureAlgorithm {
  const name = nameOfAlgorithm(algorithm);
  const noParameters = algorithm.parameters === undefined;
  const supported = (scheme: VerificationScheme): SignatureAlgorithm => ({ kind: "supported", name, scheme });
  const sha1 = SHA1[algorithm.oid];
  if (sha1) return { kind: "weak", name, scheme: { family: sha1, hash: "SHA-1" }, breach: "signature-sha1" };
  if (WEAK.has(algorithm.oid)) return { kind: "weak", name };
  const rsa = RSA[algorithm.oid];
  if (rsa && (noParameters || hasNullParameters(algorithm))) return supported({ family: "RSASSA-PKCS1-v1_5", hash: rsa });
  const ecdsa = ECDSA[algorithm.oid];
  if (ecdsa && noParameters) return supported({ family: "ECDSA", hash: ecdsa });
  if (algorithm.oid === ALGORITHM.Ed25519 && noParameters) return { ...supported({ family: "Ed25519" }), breach: "signature-ed25519" };
  if (algorithm.oid === ALGORITHM["RSASSA-PSS"]) return readPss(algorithm, name);
  if (ML_DSA.has(algorithm.oid)) return { kind: "unsupported", name, breach: "signature-ml-dsa" };
  if (rsa !== undefined || ecdsa !== undefined || algorithm.oid === ALGORITHM.Ed25519) return { kind: "unsupported", name, parameters: parametersText(algorithm) };
  return { kind: "unsupported", name };
}

function readPss(algorithm: AlgorithmIdentifier, name: string): SignatureAlgorithm {
  const pss = algorithm.pss;
  // Without parameters, or with those that are left out, the hash is SHA-1 (RFC 4055 section 3.1).
  if (!pss || pss.hash === ALGORITHM["SHA-1"] || pss.maskHash === ALGORITHM["SHA-1"]) return { kind: "weak", name: `${name} with SHA-1` };
  const hash = HASHES[pss.hash];
  if (!hash || pss.mask !== ALGORITHM.mgf1 || pss.maskHash !== pss.hash || pss.trailerField !== 1 || pss.saltLength > 512) {
    return { kind: "unsupported", name, parameters: pssText(pss) };
  }
  // BR 7.1.3.2.1: a salt as long as the hash, as browsers ask.
  return { kind: "supported", name, scheme: { family: "RSA-PSS", hash, saltLength: pss.saltLength }, ...(pss.saltLength === HASH_BYTES[hash] ? {} : { breach: "signature-pss-other", parameters: pssText(pss) }) };
}

/** Bytes of parameters that are shown. */
const MAX_SHOWN = 32;

function parametersText(algorithm: AlgorithmIdentifier): string {
  if (hasNullParameters(algorithm)) return "NULL";
  const { parameters = new Uint8Array() } = algorithm;
  return `${toHex(parameters.subarray(0, MAX_SHOWN))}${parameters.length > MAX_SHOWN ? "…" : ""}`;
}

/** The parameters of RSASSA-PSS for people, as RFC 4055 section 3.1 names them. */
export function pssText({ hash, hashName, mask, maskHash, saltLength, trailerField }: PssParameters): string {
  const maskText = maskHash === undefined ? mask : `MGF1 ${oidName(maskHash) ?? maskHash}`;
  return `${hashName ?? hash}, ${maskText}, saltLength ${String(saltLength)}${trailerField === 1 ? "" : `, trailerField ${String(trailerField)}`}`;
}
