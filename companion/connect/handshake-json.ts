import { createHash } from "node:crypto";
import { cipherSuiteById } from "../../src/core/registry/cipher-suites.ts";
import { groupById } from "../../src/core/registry/groups.ts";
import { signatureSchemeById } from "../../src/core/registry/signature-schemes.ts";
import type { Alert } from "../wire/alert.ts";
import type { CertificateCompression } from "../../src/core/wire/compressed-certificate.ts";
import { TLS_EXTENSION, extensionData, extensionName } from "../../src/core/wire/extensions.ts";
import type { ServerHandshake, SessionTicket } from "../wire/server-flight.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";
import { versionName } from "./observation.ts";

/** What came over the wire, by name: JSON, bytes in base64. What is absent did not come. */
export interface HandshakeJson {
  version?: string;
  cipherSuite?: { id: number; name: string };
  group?: string;
  /** Bits of the prime of a finite-field exchange before TLS 1.3. */
  primeBits?: number;
  /** The server asked for another ClientHello, for this group. */
  helloRetryRequest?: { group?: string };
  signatureScheme?: string;
  alpn?: string;
  /** Names of the extensions of ServerHello, and of EncryptedExtensions in TLS 1.3. */
  extensions: string[];
  /** Before TLS 1.3: RFC 5746 and RFC 7627. */
  secureRenegotiation?: boolean;
  extendedMasterSecret?: boolean;
  compressionMethod?: number;
  /** The Certificate message: its bytes, and the certificates in the order sent. */
  certificateMessage?: { bytes: number; compression?: CertificateCompression; certificates: { sha256: string; bytes: number; extensions: string[] }[] };
  ocspResponse?: string;
  scts?: string[];
  /** What the client did not ask for, so that its absence says nothing. */
  notAsked: string[];
  certificateRequested: boolean;
  tickets: SessionTicket[];
  alerts: Alert[];
  complete: boolean;
  bytes: number;
  records: number;
}

/** What Node's client never offers. */
const NOT_ASKED = ["signed_certificate_timestamp", "compress_certificate", "encrypted_client_hello"];

/** The handshake as JSON. */
export function handshakeToJson(seen: ServerHandshake): HandshakeJson {
  const { serverHello: hello, helloRetryRequest: retry, keyExchange, certificates, certificateMessage } = seen;
  const group = hello?.group ?? keyExchange?.group;
  const suite = hello?.cipherSuite;
  return {
    ...(hello === undefined ? {} : { version: versionName(hello.version) ?? hex(hello.version) }),
    ...(suite === undefined ? {} : { cipherSuite: { id: suite, name: cipherSuiteById(suite)?.name ?? hex(suite) } }),
    ...(group === undefined ? {} : { group: groupName(group) }),
    ...(keyExchange?.primeBits === undefined ? {} : { primeBits: keyExchange.primeBits }),
    ...(retry === undefined ? {} : { helloRetryRequest: retry.group === undefined ? {} : { group: groupName(retry.group) } }),
    ...(seen.signatureScheme === undefined ? {} : { signatureScheme: signatureSchemeById(seen.signatureScheme)?.name ?? hex(seen.signatureScheme) }),
    ...(seen.alpn === undefined ? {} : { alpn: seen.alpn }),
    extensions: [...hello?.extensions ?? [], ...seen.encryptedExtensions ?? []].map(({ type }) => extensionName(type)),
    ...(hello === undefined || hello.version === TLS_1_3 ? {} : {
      secureRenegotiation: extensionData(hello.extensions, TLS_EXTENSION.renegotiationInfo) !== undefined,
      extendedMasterSecret: extensionData(hello.extensions, TLS_EXTENSION.extendedMasterSecret) !== undefined,
      compressionMethod: hello.compressionMethod,
    }),
    ...(certificates === undefined || certificateMessage === undefined ? {} : {
      certificateMessage: {
        bytes: certificateMessage.length,
        ...(seen.compression === undefined ? {} : { compression: seen.compression }),
        certificates: certificates.map(({ der, extensions }) => ({
          sha256: createHash("sha256").update(der).digest("hex"), bytes: der.length, extensions: extensions.map(({ type }) => extensionName(type)),
        })),
      },
    }),
    ...(seen.ocspResponse === undefined ? {} : { ocspResponse: base64(seen.ocspResponse) }),
    ...(seen.scts === undefined ? {} : { scts: seen.scts.map(base64) }),
    notAsked: NOT_ASKED,
    certificateRequested: seen.certificateRequested,
    tickets: seen.tickets,
    alerts: seen.alerts,
    complete: seen.complete,
    bytes: seen.bytes,
    records: seen.records,
  };
}

function groupName(id: number): string {
  return groupById(id)?.name ?? hex(id);
}

function hex(code: number): string {
  return `0x${code.toString(16).padStart(4, "0")}`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
