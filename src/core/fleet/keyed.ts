import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "../bytes/hex.ts";

/** What stands before the keyed hash of a host. */
const MARK = "hmac:";

/** HMAC-SHA-256 (RFC 2104) of a text, hex: without the key nobody finds the text, nor tries texts until one fits. */
export function keyedHash(key: Uint8Array, text: string): string {
  return toHex(hmac(sha256, key, new TextEncoder().encode(text)));
}

/** A host as it stands in a row where its name stays here: "hmac:" and hex. With the same key a host has the same hash. */
export function hiddenHost(key: Uint8Array, host: string): string {
  return MARK + keyedHash(key, host.toLowerCase().replace(/\.$/, ""));
}
