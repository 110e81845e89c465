import { createPublicKey, generateKeyPairSync, verify, type KeyObject } from "node:crypto";
import { sequence, tlv } from "../der.ts";
import { derElementsOf } from "./skeleton.ts";

/** A key of ours in the place of another of the same kind and size. */
export interface KeyInPlace {
  private: KeyObject;
  /** With the other's AlgorithmIdentifier, octet by octet. */
  spki: Uint8Array;
}

/** Why a chain cannot be issued again. */
export class NotReissued extends Error {}

/** Keys by kind, for all cases: issuers' names are of each case's own. */
const pool = new Map<string, { private: KeyObject; bits: Uint8Array }>();

/** The key in the place of another. `place`: keys of one kind within a case are told apart by it. @throws NotReissued where no server of ours signs with its kind. */
export function keyInPlaceOf(spki: Uint8Array, place: number): KeyInPlace {
  const kind = kindOf(spki);
  if (bitsOf(readKey(spki).export({ type: "spki", format: "der" })) !== bitsOf(spki)) throw new NotReissued("a key that is not written as keys are");
  const id = `${kind} ${String(place)}`;
  let key = pool.get(id);
  if (!key) pool.set(id, key = generate(kind));
  const [outer] = derElementsOf(spki);
  const [algorithm] = derElementsOf(outer?.content ?? new Uint8Array());
  return { private: key.private, spki: sequence(algorithm?.whole ?? [], tlv(0x03, [0], key.bits)) };
}

/** The BIT STRING of a SubjectPublicKeyInfo, in hex. */
function bitsOf(spki: Uint8Array): string {
  const [outer] = derElementsOf(spki);
  return Buffer.from(derElementsOf(outer?.content ?? new Uint8Array())[1]?.content ?? []).toString("hex");
}

function kindOf(spki: Uint8Array): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = readKey(spki);
  if (type === "ec" && details?.namedCurve !== undefined && ["prime256v1", "secp384r1", "secp521r1"].includes(details.namedCurve)) return details.namedCurve;
  if (type === "rsa" && details?.modulusLength !== undefined) return `RSA-${String(details.modulusLength)}`;
  if (type === "ed25519") return type;
  throw new NotReissued(`a key of a kind with which no server here signs (${type ?? "?"})`);
}

function readKey(spki: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
  } catch {
    throw new NotReissued("a key that cannot be read here");
  }
}

function generate(kind: string): { private: KeyObject; bits: Uint8Array } {
  const { privateKey, publicKey } = kind === "ed25519" ? generateKeyPairSync("ed25519")
    : kind.startsWith("RSA-") ? generateKeyPairSync("rsa", { modulusLength: Number(kind.slice(4)) }) : generateKeyPairSync("ec", { namedCurve: kind });
  const [outer] = derElementsOf(publicKey.export({ type: "spki", format: "der" }));
  const [, bits] = derElementsOf(outer?.content ?? new Uint8Array());
  return { private: privateKey, bits: bits?.content.subarray(1) ?? new Uint8Array() };
}

/** Hashes of the signature algorithms with which certificates of the suites are signed, by the hex of the OID's content. */
const HASHES: Readonly<Record<string, string | null>> = {
  "2a8648ce3d0401": "sha1", "2a8648ce3d040302": "sha256", "2a8648ce3d040303": "sha384", "2a8648ce3d040304": "sha512",
  "2a864886f70d010104": "md5", "2a864886f70d010105": "sha1", "2a864886f70d01010b": "sha256", "2a864886f70d01010c": "sha384", "2a864886f70d01010d": "sha512", "2b6570": null,
};

/** The hash that belongs to an AlgorithmIdentifier; null: none before the signature. @throws NotReissued */
export function hashOf(algorithm: Uint8Array): string | null {
  const [outer] = derElementsOf(algorithm);
  const [id] = derElementsOf(outer?.content ?? new Uint8Array());
  const hash = HASHES[Buffer.from(id?.content ?? []).toString("hex")];
  if (hash === undefined) throw new NotReissued("a signature algorithm with which nothing here signs");
  return hash;
}

/** Whether the original key made the original signature. @throws NotReissued */
export function madeBy(spki: Uint8Array, algorithm: Uint8Array, tbs: Uint8Array, signature: Uint8Array): boolean {
  const hash = hashOf(algorithm);
  const key = readKey(spki);
  // A key of another kind than the algorithm says made no such signature.
  return (key.asymmetricKeyType === "ed25519") === (hash === null) && verify(hash, tbs, key, signature);
}
