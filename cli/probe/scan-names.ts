import { cipherSuiteById } from "../../src/core/registry/cipher-suites.ts";
import { groupById } from "../../src/core/registry/groups.ts";
import { signatureSchemeById } from "../../src/core/registry/signature-schemes.ts";

/** IANA's name; the code point in hexadecimal where it has none. */
export function namedSuite(id: number): string {
  return cipherSuiteById(id)?.name ?? hex(id);
}

/** The same for a group. */
export function namedGroup(id: number): string {
  return groupById(id)?.name ?? hex(id);
}

/** The same for a signature scheme. */
export function namedScheme(id: number): string {
  return signatureSchemeById(id)?.name ?? hex(id);
}

function hex(code: number): string {
  return `0x${code.toString(16).padStart(4, "0")}`;
}
