import { hasNullParameters, type AlgorithmIdentifier } from "../x509/algorithm.ts";
import { ALGORITHM } from "../x509/oids.ts";

export type HashName = "SHA-256" | "SHA-384" | "SHA-512";

export type VerificationScheme =
  | { family: "RSASSA-PKCS1-v1_5" | "ECDSA"; hash: HashName }
  | { family: "RSA-PSS"; hash: HashName; saltLength: number }
  | { family: "Ed25519" };

/** What a signature algorithm is to us. `name` is for people. */
export type SignatureAlgorithm =
  | { kind: "supported"; name: string; scheme: VerificationScheme }
  /** A hash with known collisions. */
  | { kind: "weak"; name: string }
  /** One that no browser verifies, or with parameters that it must not have. */
  | { kind: "unsupported"; name: string };

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
const WEAK: ReadonlySet<string> = new Set([
  ALGORITHM.md2WithRSAEncryption, ALGORITHM.md5WithRSAEncryption, ALGORITHM.sha1WithRSAEncryption,
  ALGORITHM["ecdsa-with-SHA1"], ALGORITHM["dsa-with-sha1"],
]);

/**
 * Reads a certificate's signature algorithm (RFC 4055, 5758, 8410). RSA has NULL parameters (left out by some), ECDSA
 * and Ed25519 none; RSASSA-PSS one hash for the message and for MGF1. Throws DerError.
 */
export function readSignatureAlgorithm(algorithm: AlgorithmIdentifier): SignatureAlgorithm {
  const name = algorithm.name ?? algorithm.oid;
  const noParameters = algorithm.parameters === undefined;
  const supported = (scheme: VerificationScheme): SignatureAlgorithm => ({ kind: "supported", name, scheme });
  if (WEAK.has(algorithm.oid)) return { kind: "weak", name };
  const rsa = RSA[algorithm.oid];
  if (rsa && (noParameters || hasNullParameters(algorithm))) return supported({ family: "RSASSA-PKCS1-v1_5", hash: rsa });
  const ecdsa = ECDSA[algorithm.oid];
  if (ecdsa && noParameters) return supported({ family: "ECDSA", hash: ecdsa });
  if (algorithm.oid === ALGORITHM.Ed25519 && noParameters) return supported({ family: "Ed25519" });
  if (algorithm.oid === ALGORITHM["RSASSA-PSS"]) return readPss(algorithm, name);
  return { kind: "unsupported", name };
}

function readPss(algorithm: AlgorithmIdentifier, name: string): SignatureAlgorithm {
  const pss = algorithm.pss;
  // Without parameters, or with those that are left out, the hash is SHA-1 (RFC 4055 section 3.1).
  if (!pss || pss.hash === ALGORITHM["SHA-1"] || pss.maskHash === ALGORITHM["SHA-1"]) return { kind: "weak", name: `${name} with SHA-1` };
  const hash = HASHES[pss.hash];
  if (!hash || pss.mask !== ALGORITHM.mgf1 || pss.maskHash !== pss.hash || pss.trailerField !== 1 || pss.saltLength > 512) {
    return { kind: "unsupported", name };
  }
  return { kind: "supported", name, scheme: { family: "RSA-PSS", hash, saltLength: pss.saltLength } };
}
