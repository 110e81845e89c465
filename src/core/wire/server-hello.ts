import { ByteReader } from "./byte-reader.ts";
import { TLS_EXTENSION, extensionData, readTlsExtensions, type TlsExtension } from "./extensions.ts";
import { WireError } from "./wire-error.ts";

/** ServerHello or HelloRetryRequest (RFC 8446 sections 4.1.3 and 4.1.4, RFC 5246 section 7.4.1.3). */
export interface ServerHello {
  /** What was agreed on: of supported_versions where that was sent. 0x0304 is TLS 1.3. */
  version: number;
  random: Uint8Array;
  sessionId: Uint8Array;
  /** IANA code point. */
  cipherSuite: number;
  compressionMethod: number;
  extensions: TlsExtension[];
  /** The server asks for another ClientHello. */
  retry: boolean;
  /** Code point of key_share: of TLS 1.3 alone. */
  group?: number;
  /** The session is resumed by a pre-shared key: of TLS 1.3 alone. */
  preSharedKey: boolean;
}

export const TLS_1_3 = 0x0304;
const TLS_1_2 = 0x0303;

/** SHA-256 of "HelloRetryRequest" (RFC 8446 section 4.1.3). */
const RETRY_RANDOM = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

/** @throws WireError */
export function readServerHello(body: Uint8Array): ServerHello {
  const reader = new ByteReader(body, "the ServerHello");
  const legacyVersion = reader.uint16();
  if (legacyVersion >> 8 !== 3 || legacyVersion > TLS_1_2) throw new WireError("bad-value", `the ServerHello has version 0x${legacyVersion.toString(16).padStart(4, "0")}`);
  const random = reader.take(32);
  const sessionId = reader.vector(1);
  if (sessionId.length > 32) throw new WireError("bad-value", `a session id of ${sessionId.length} bytes, where at most 32 are allowed`);
  const cipherSuite = reader.uint16();
  const compressionMethod = reader.uint8();
  // Before TLS 1.3 a ServerHello may end here (RFC 5246 section 7.4.1.3).
  const extensions = reader.left === 0 ? [] : readTlsExtensions(reader, "the ServerHello");
  reader.end();
  const version = selectedVersion(extensions) ?? legacyVersion;
  const retry = version === TLS_1_3 && hex(random) === RETRY_RANDOM;
  const group = version === TLS_1_3 ? keyShareGroup(extensions, retry) : undefined;
  return {
    version, random, sessionId, cipherSuite, compressionMethod, extensions, retry,
    preSharedKey: version === TLS_1_3 && extensionData(extensions, TLS_EXTENSION.preSharedKey) !== undefined,
    ...(group === undefined ? {} : { group }),
  };
}

/** RFC 8446 section 4.2.1. */
function selectedVersion(extensions: readonly TlsExtension[]): number | undefined {
  const data = extensionData(extensions, TLS_EXTENSION.supportedVersions);
  if (data === undefined) return undefined;
  const reader = new ByteReader(data, "supported_versions");
  const version = reader.uint16();
  reader.end();
  if (version !== TLS_1_3) throw new WireError("bad-value", `supported_versions selects 0x${version.toString(16).padStart(4, "0")}, where only TLS 1.3 may be`);
  return version;
}

/** RFC 8446 section 4.2.8: the group alone in a HelloRetryRequest, with the key in a ServerHello. */
function keyShareGroup(extensions: readonly TlsExtension[], retry: boolean): number | undefined {
  const data = extensionData(extensions, TLS_EXTENSION.keyShare);
  if (data === undefined) return undefined;
  const reader = new ByteReader(data, "key_share");
  const group = reader.uint16();
  if (!retry) reader.vector(2, 1);
  reader.end();
  return group;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
