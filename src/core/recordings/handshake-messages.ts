import { fromBase64 } from "../bytes/base64.ts";
import { cipherSuiteById } from "../registry/cipher-suites.ts";
import { ByteReader } from "../wire/byte-reader.ts";
import { readCertificateMessage } from "../wire/certificate-message.ts";
import { expandCertificateMessage, type Decompressors } from "../wire/compressed-certificate.ts";
import { TLS_EXTENSION, extensionData, readAlpn, readTlsExtensions } from "../wire/extensions.ts";
import { MESSAGE } from "../wire/handshake-messages.ts";
import { readServerHello, TLS_1_3, type ServerHello } from "../wire/server-hello.ts";
import { readServerKeyExchange } from "../wire/server-key-exchange.ts";
import { WireError } from "../wire/wire-error.ts";
import { hostOf } from "./place.ts";
import type { SeenMessage } from "./seen-handshake.ts";

/** A server's handshake messages by their type. */
export type SeenMessages = ReadonlyMap<number, SeenMessage>;

const HEADER = 4;

/** The message without its header; empty for what is none. */
function bodyOf(message: SeenMessage): Uint8Array {
  const bytes = typeof message === "string" ? fromBase64(message) : message;
  return bytes === undefined ? new Uint8Array() : bytes.subarray(HEADER);
}

/** What cannot be read for what it is. */
export const UNREADABLE = "unreadable";

/** What `read` makes of the message; undefined where there is none of the type. */
function read<T>(messages: SeenMessages, type: number, make: (body: Uint8Array) => T): T | typeof UNREADABLE | undefined {
  const message = messages.get(type);
  return message === undefined ? undefined : orUnreadable(() => make(bodyOf(message)));
}

function orUnreadable<T>(make: () => T): T | typeof UNREADABLE {
  try {
    return make();
  } catch (error) {
    if (error instanceof WireError) return UNREADABLE;
    throw error;
  }
}

/** The ServerHello; that of a retry alone is none. */
export function serverHelloOf(messages: SeenMessages): ServerHello | typeof UNREADABLE | undefined {
  const hello = read(messages, MESSAGE.serverHello, readServerHello);
  return typeof hello === "object" && hello.retry ? undefined : hello;
}

/** What was sent for certificates: those, or why they cannot be told. `tls13`: absent where no ServerHello says. */
export function sentCertificates(messages: SeenMessages, tls13: boolean | undefined, decompressors: Decompressors): Uint8Array[] | typeof UNREADABLE | "compressed" | undefined {
  const compressed = messages.get(MESSAGE.compressedCertificate);
  if (compressed !== undefined) {
    const expanded = orUnreadable(() => expandCertificateMessage(bodyOf(compressed), decompressors));
    if (expanded === UNREADABLE) return UNREADABLE;
    const { message } = expanded;
    return message === undefined ? "compressed" : orUnreadable(() => certificatesIn(message, true));
  }
  return tls13 === undefined ? undefined : read(messages, MESSAGE.certificate, (body) => certificatesIn(body, tls13));
}

function certificatesIn(body: Uint8Array, tls13: boolean): Uint8Array[] {
  // Copies, whatever kind of array the message is: its own bytes are let go.
  return readCertificateMessage(body, tls13).map(({ der }) => new Uint8Array(der));
}

/** The group and the signature scheme (code points) of a handshake whose ServerHello is known. */
export function keyExchangeOf(messages: SeenMessages, hello: ServerHello): { group?: number; signatureScheme?: number } {
  const { group } = hello;
  if (hello.version === TLS_1_3) {
    const signatureScheme = read(messages, MESSAGE.certificateVerify, (body) => new ByteReader(body, "the CertificateVerify").uint16());
    return { ...(group === undefined ? {} : { group }), ...(typeof signatureScheme === "number" ? { signatureScheme } : {}) };
  }
  const suite = cipherSuiteById(hello.cipherSuite);
  if (suite?.keyExchange !== "ECDHE" && suite?.keyExchange !== "DHE") return {};
  const { keyExchange, authentication } = suite;
  const exchange = read(messages, MESSAGE.serverKeyExchange, (body) => readServerKeyExchange(body, keyExchange, authentication !== "anonymous", hello.version));
  if (typeof exchange !== "object") return {};
  return { ...(exchange.group === undefined ? {} : { group: exchange.group }), ...(exchange.signatureScheme === undefined ? {} : { signatureScheme: exchange.signatureScheme }) };
}

/** The protocol that the server chose (ALPN) in EncryptedExtensions, or in a ServerHello before TLS 1.3; null: none. */
export function alpnOf(messages: SeenMessages, hello: ServerHello): string | null | undefined {
  const extensions = hello.version === TLS_1_3 ? read(messages, MESSAGE.encryptedExtensions, (body) => readTlsExtensions(new ByteReader(body, "EncryptedExtensions"), "EncryptedExtensions")) : hello.extensions;
  if (typeof extensions !== "object") return undefined;
  const data = extensionData(extensions, TLS_EXTENSION.alpn);
  if (data === undefined) return null;
  const alpn = orUnreadable(() => readAlpn(data));
  return alpn === UNREADABLE ? undefined : alpn;
}

/** The name that a ClientHello asks for (RFC 6066 section 3). */
export function serverNameOf(clientHello: SeenMessage): string | undefined {
  const name = orUnreadable(() => {
    const reader = new ByteReader(bodyOf(clientHello), "the ClientHello");
    reader.take(34);
    reader.vector(1);
    reader.vector(2);
    reader.vector(1);
    const data = extensionData(readTlsExtensions(reader, "the ClientHello"), TLS_EXTENSION.serverName);
    if (data === undefined) return undefined;
    const names = new ByteReader(new ByteReader(data, "server_name").vector(2), "server_name");
    return names.uint8() === 0 ? names.vector(2) : undefined;
  });
  return name === UNREADABLE || name === undefined ? undefined : hostOf(String.fromCharCode(...name.subarray(0, 255)));
}
