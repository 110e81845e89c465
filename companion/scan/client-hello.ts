import { randomBytes } from "node:crypto";
import type { KeyShare } from "../wire/key-share.ts";
import { allSignatureSchemes } from "../../src/core/registry/signature-schemes.ts";
import { TLS_EXTENSION, type TlsExtension } from "../../src/core/wire/extensions.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";

/** What a ClientHello of ours offers: one version, so that the answer is about that version. */
export interface HelloOffer {
  /** 0x0300 (SSL 3.0) to 0x0304 (TLS 1.3). */
  version: number;
  /** IANA code points, in order. */
  cipherSuites: readonly number[];
  groups: readonly number[];
  /** Of TLS 1.3; without any the server is asked to choose a group. */
  keyShares?: readonly KeyShare[];
  /** Default: all. Of TLS 1.2 and 1.3. */
  signatureSchemes?: readonly number[];
  /** Default: none but "null". */
  compressionMethods?: readonly number[];
  serverName: string | null;
  alpn: readonly string[];
  /** More extensions, as they are. */
  extensions?: readonly TlsExtension[];
  /** Bytes that the message is to have, filled up with the padding extension (RFC 7685); it is never shortened. */
  bytes?: number;
}

const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const SSL_3_0 = 0x0300;
const TLS_1_2 = 0x0303;
/** TLS_EMPTY_RENEGOTIATION_INFO_SCSV (RFC 5746 section 3.3). */
const RENEGOTIATION_SCSV = 0x00ff;
const MAX_RECORD = 16_384;

/**
 * The message of a ClientHello (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2). For TLS 1.3 without a key share it asks
 * the server to choose the group (RFC 8446 section 4.2.8): nothing is computed, and nothing can be decrypted.
 */
export function clientHelloMessage({ version, cipherSuites, groups, keyShares = [], signatureSchemes = SCHEMES, compressionMethods = [0], serverName, alpn, extensions: more = [], bytes = 0 }: HelloOffer): Buffer {
  const tls13 = version === TLS_1_3;
  const legacy = Math.min(version, TLS_1_2);
  const suites = tls13 ? cipherSuites : [...cipherSuites, RENEGOTIATION_SCSV];
  const wanted = version === SSL_3_0 ? [] : [
    ...(serverName === null ? [] : [extension(TLS_EXTENSION.serverName, vector(2, Buffer.concat([Buffer.from([0]), vector(2, Buffer.from(serverName, "latin1"))])))]),
    ...(groups.length === 0 ? [] : [extension(TLS_EXTENSION.supportedGroups, vector(2, uint16s(groups))), extension(EC_POINT_FORMATS, vector(1, Buffer.from([0])))]),
    ...(version >= TLS_1_2 ? [extension(SIGNATURE_ALGORITHMS, vector(2, uint16s(signatureSchemes)))] : []),
    // A server may show any certificate, whatever it may sign with itself.
    ...(signatureSchemes === SCHEMES ? [] : [extension(SIGNATURE_ALGORITHMS_CERT, vector(2, uint16s(SCHEMES)))]),
    ...(alpn.length === 0 ? [] : [extension(TLS_EXTENSION.alpn, vector(2, Buffer.concat(alpn.map((name) => vector(1, Buffer.from(name, "latin1"))))))]),
    ...(tls13 ? [extension(TLS_EXTENSION.supportedVersions, vector(1, uint16s([TLS_1_3]))), extension(TLS_EXTENSION.keyShare, vector(2, Buffer.concat(keyShares.map(({ group, publicBytes }) => Buffer.concat([uint16s([group]), vector(2, Buffer.from(publicBytes))])))))] : []),
    // Servers under FIPS 140-3 demand it (RFC 7627).
    ...(tls13 ? [] : [extension(TLS_EXTENSION.extendedMasterSecret, Buffer.alloc(0))]),
    ...more.map(({ type, data }) => extension(type, Buffer.from(data))),
  ];
  const head = Buffer.concat([uint16s([legacy]), randomBytes(32), vector(1, tls13 ? randomBytes(32) : Buffer.alloc(0)), vector(2, uint16s(suites)), vector(1, Buffer.from(compressionMethods))]);
  // Header of the message, length of the extensions, header of the padding.
  const short = bytes - (4 + head.length + 2 + wanted.reduce((sum, { length }) => sum + length, 0) + 4);
  const extensions = short < 0 ? wanted : [...wanted, extension(TLS_EXTENSION.padding, Buffer.alloc(short))];
  const body = Buffer.concat([head, ...(extensions.length === 0 ? [] : [vector(2, Buffer.concat(extensions))])]);
  return Buffer.concat([Buffer.from([CLIENT_HELLO]), uint(body.length, 3), body]);
}

/** A handshake message in records. `version`: what the ClientHello offers. */
export function helloRecords(message: Buffer, version: number): Buffer {
  const records: Buffer[] = [];
  for (let at = 0; at < message.length; at += MAX_RECORD) {
    // RFC 8446 section 5.1: the first record says TLS 1.0, for old servers.
    records.push(Buffer.from([HANDSHAKE, 3, Math.min(version & 0xff, 1)]), vector(2, message.subarray(at, at + MAX_RECORD)));
  }
  return Buffer.concat(records);
}

const EC_POINT_FORMATS = 11;
const SIGNATURE_ALGORITHMS = 13;
const SIGNATURE_ALGORITHMS_CERT = 50;
const SCHEMES = allSignatureSchemes().flatMap(({ id }) => id ?? []);

function extension(type: number, data: Buffer): Buffer {
  return Buffer.concat([uint16s([type]), vector(2, data)]);
}

function vector(lengthBytes: 1 | 2, bytes: Buffer): Buffer {
  return Buffer.concat([uint(bytes.length, lengthBytes), bytes]);
}

function uint16s(values: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, 2 * index);
  return bytes;
}

function uint(value: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
}
