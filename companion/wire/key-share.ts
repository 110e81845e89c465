import { createECDH, createPublicKey, diffieHellman, generateKeyPairSync } from "node:crypto";
import { ml_kem1024, ml_kem512, ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { groupByName } from "../../src/core/registry/groups.ts";
import { WireError } from "../../src/core/wire/wire-error.ts";

/** One side of an exchange of keys in TLS 1.3 (RFC 8446 section 4.2.8). */
export interface KeyShare {
  /** IANA code point. */
  group: number;
  /** key_exchange of a KeyShareEntry. */
  publicBytes: Uint8Array;
  /** What both sides then know. @throws WireError for bytes that are no share of the group */
  secretWith(serverShare: Uint8Array): Uint8Array;
}

/** One part of an exchange; hybrids have two. */
interface Exchange {
  publicBytes: Uint8Array;
  /** Bytes of the server's share. */
  answerBytes: number;
  secretWith(answer: Uint8Array): Uint8Array;
}

type Begin = () => Exchange;

/** RFC 8410: what stands before the raw key in a SubjectPublicKeyInfo. */
const RAW_KEYS = {
  x25519: { prefix: Buffer.from("302a300506032b656e032100", "hex"), bytes: 32 },
  x448: { prefix: Buffer.from("3042300506032b656f033900", "hex"), bytes: 56 },
} as const;

const montgomery = (name: "x25519" | "x448"): Begin => () => {
  const { prefix, bytes } = RAW_KEYS[name];
  // The overloads name each kind alone.
  const { privateKey, publicKey } = name === "x25519" ? generateKeyPairSync("x25519") : generateKeyPairSync("x448");
  return {
    publicBytes: publicKey.export({ type: "spki", format: "der" }).subarray(-bytes), answerBytes: bytes,
    secretWith: (answer) => diffieHellman({ privateKey, publicKey: createPublicKey({ key: Buffer.concat([prefix, answer]), type: "spki", format: "der" }) }),
  };
};

const curve = (openssl: string): Begin => () => {
  const ecdh = createECDH(openssl);
  const publicBytes = ecdh.generateKeys();
  return { publicBytes, answerBytes: publicBytes.length, secretWith: (answer) => ecdh.computeSecret(answer) };
};

const mlKem = (kem: typeof ml_kem768): Begin => () => {
  const { publicKey, secretKey } = kem.keygen();
  const { cipherText } = kem.lengths;
  return { publicBytes: publicKey, answerBytes: cipherText ?? 0, secretWith: (answer) => kem.decapsulate(answer, secretKey) };
};

/** Two exchanges, one behind the other in shares and in the secret (draft-ietf-tls-hybrid-design section 3.2). */
const hybrid = (first: Begin, second: Begin): Begin => () => {
  const [a, b] = [first(), second()];
  return {
    publicBytes: Buffer.concat([a.publicBytes, b.publicBytes]), answerBytes: a.answerBytes + b.answerBytes,
    secretWith: (answer) => Buffer.concat([a.secretWith(answer.subarray(0, a.answerBytes)), b.secretWith(answer.subarray(a.answerBytes))]),
  };
};

/** By IANA's names. ML-KEM stands first with X25519 and second with the curves of NIST (draft-ietf-tls-ecdhe-mlkem section 3). */
const EXCHANGES: Readonly<Record<string, Begin>> = {
  x25519: montgomery("x25519"),
  x448: montgomery("x448"),
  secp256r1: curve("prime256v1"),
  secp384r1: curve("secp384r1"),
  secp521r1: curve("secp521r1"),
  brainpoolP256r1tls13: curve("brainpoolP256r1"),
  brainpoolP384r1tls13: curve("brainpoolP384r1"),
  brainpoolP512r1tls13: curve("brainpoolP512r1"),
  MLKEM512: mlKem(ml_kem512),
  MLKEM768: mlKem(ml_kem768),
  MLKEM1024: mlKem(ml_kem1024),
  X25519MLKEM768: hybrid(mlKem(ml_kem768), montgomery("x25519")),
  SecP256r1MLKEM768: hybrid(curve("prime256v1"), mlKem(ml_kem768)),
  SecP384r1MLKEM1024: hybrid(curve("secp384r1"), mlKem(ml_kem1024)),
};

const BY_ID: ReadonlyMap<number, Begin> = new Map(Object.entries(EXCHANGES).flatMap(([name, begin]) => {
  const id = groupByName(name)?.id;
  return id === undefined ? [] : [[id, begin] as const];
}));

/** A fresh share for a group of TLS 1.3; undefined for one that we cannot compute. */
export function keyShareFor(group: number): KeyShare | undefined {
  const exchange = BY_ID.get(group)?.();
  return exchange && {
    group,
    publicBytes: exchange.publicBytes,
    secretWith: (answer) => {
      if (answer.length !== exchange.answerBytes) throw new WireError("bad-value", `a key share of ${answer.length} bytes, where ${exchange.answerBytes} are required`);
      try {
        return exchange.secretWith(answer);
      } catch (error) {
        throw new WireError("bad-value", `a key share that is none: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}
