import { cipherSuiteById } from "../../src/core/registry/cipher-suites.ts";
import { readAlert, type Alert } from "./alert.ts";
import { ByteReader } from "../../src/core/wire/byte-reader.ts";
import { readCertificateMessage, type CertificateEntry } from "../../src/core/wire/certificate-message.ts";
import { expandCertificateMessage, type CertificateCompression } from "../../src/core/wire/compressed-certificate.ts";
import { nodeDecompressors } from "./decompressors.ts";
import { TLS_EXTENSION, extensionData, readAlpn, readCertificateStatus, readTlsExtensions, readTlsSctList, type TlsExtension } from "../../src/core/wire/extensions.ts";
import { MESSAGE, MessageJoiner, type HandshakeMessage } from "../../src/core/wire/handshake-messages.ts";
import { RecordOpener } from "./record-protection.ts";
import { CONTENT, RecordSplitter, type TlsRecord } from "./records.ts";
import { readServerHello, TLS_1_3, type ServerHello } from "../../src/core/wire/server-hello.ts";
import { readServerKeyExchange, type ServerKeyExchange } from "../../src/core/wire/server-key-exchange.ts";
import { WireError } from "../../src/core/wire/wire-error.ts";

/** What came over the wire from the server, as far as it came and could be opened. */
export interface ServerHandshake {
  helloRetryRequest?: ServerHello;
  serverHello?: ServerHello;
  /** The ServerHello as sent, with its header: part of what keys are made from. */
  serverHelloMessage?: Uint8Array;
  /** Of TLS 1.3. */
  encryptedExtensions?: TlsExtension[];
  /** The Certificate message as sent, without its header. */
  certificateMessage?: Uint8Array;
  certificates?: CertificateEntry[];
  /** The Certificate message came compressed (RFC 8879). */
  compression?: CertificateCompression;
  /** The stapled OCSP response for the leaf, however the version sends it. */
  ocspResponse?: Uint8Array;
  /** SCTs that came in an extension, as serialized; absent where there was none. */
  scts?: Uint8Array[];
  /** The application protocol that the server chose. */
  alpn?: string;
  /** Before TLS 1.3. */
  keyExchange?: ServerKeyExchange;
  /** SignatureScheme of CertificateVerify or ServerKeyExchange. */
  signatureScheme?: number;
  certificateRequested: boolean;
  /** Before TLS 1.3: the server's first flight is over. */
  helloDone: boolean;
  tickets: SessionTicket[];
  alerts: Alert[];
  /** TLS 1.3: the server's Finished was read. Before: its ChangeCipherSpec, behind which nothing can be read. */
  complete: boolean;
  /** Bytes and records that the server sent, up to where they were read. */
  bytes: number;
  records: number;
}

export interface SessionTicket {
  /** Seconds; 0 before TLS 1.3: for the client to decide. */
  lifetime: number;
  /** Bytes of the ticket. */
  length: number;
  /** Bytes of early data ("0-RTT") that a client may send with it (RFC 8446 section 4.6.1); absent where none may be sent. */
  earlyData?: number;
}

/** Bounds on what is read until the handshake is complete; behind it reading only stops. */
const MAX_BYTES = 2 * 1024 * 1024;
const MAX_RECORDS = 4096;
const MAX_MESSAGES = 256;
const MAX_ALERTS = 16;
const MAX_TICKETS = 16;

type Phase =
  /** Records in clear: the ServerHello, and all up to ChangeCipherSpec before TLS 1.3. */
  | "clear"
  /** TLS 1.3 under the handshake secret, then under the first application secret. */
  | "handshake" | "application"
  /** Nothing more can be read, or need be. */
  | "closed";

const SECRET = { handshake: "SERVER_HANDSHAKE_TRAFFIC_SECRET", application: "SERVER_TRAFFIC_SECRET_0" } as const;

/**
 * Reads one side of a handshake beside the client that makes it: what the server sends, by `push`, and the lines of the
 * client's key log, by `keylog`. Protected records wait, within bounds, until their secret is there. Both throw WireError
 * for what is no handshake; what was read until then stays in `seen`, and all that follows is passed over.
 */
export class ServerFlight {
  readonly seen: ServerHandshake = { certificateRequested: false, helloDone: false, tickets: [], alerts: [], complete: false, bytes: 0, records: 0 };
  readonly #splitter = new RecordSplitter();
  readonly #onMessage: (message: HandshakeMessage) => void;
  readonly #secrets = new Map<string, Uint8Array>();
  #joiner = new MessageJoiner();
  #phase: Phase = "clear";
  #opener: RecordOpener | undefined;
  #waiting: TlsRecord[] = [];
  #messages = 0;

  /** `onMessage` is told of each handshake message before it is read. */
  constructor(onMessage: (message: HandshakeMessage) => void = () => undefined) {
    this.#onMessage = onMessage;
  }

  /** Protected records came whose secret did not. */
  get sealed(): boolean {
    return this.#waiting.length > 0;
  }

  push(chunk: Uint8Array): void {
    if (this.#phase === "closed") return;
    this.#guard(() => {
      this.seen.bytes += chunk.length;
      if (this.seen.bytes > MAX_BYTES) this.#tooMuch(`${MAX_BYTES} bytes`);
      for (const record of this.#splitter.push(chunk)) {
        this.seen.records += 1;
        if (this.seen.records > MAX_RECORDS) this.#tooMuch(`${MAX_RECORDS} records`);
        this.#waiting.push(record);
        this.#readWaiting();
      }
    });
  }

  /** A line of the key log: label, client random, secret in hex. */
  keylog(line: string): void {
    const [label, , secret] = line.trim().split(" ");
    if (label === undefined || secret === undefined || !/^(?:[0-9a-f]{2})+$/i.test(secret)) return;
    if (label !== SECRET.handshake && label !== SECRET.application) return;
    this.#secrets.set(label, Buffer.from(secret, "hex"));
    this.#guard(() => this.#readWaiting());
  }

  #guard(read: () => void): void {
    try {
      read();
    } catch (error) {
      this.#close();
      throw error;
    }
  }

  #close(): void {
    this.#phase = "closed";
    this.#waiting = [];
    this.#opener = undefined;
    this.#joiner = new MessageJoiner();
  }

  #tooMuch(bound: string): void {
    if (!this.seen.complete) throw new WireError("too-much", `the server sent more than ${bound} and the handshake is not over`);
    this.#close();
  }

  #readWaiting(): void {
    for (;;) {
      const [record] = this.#waiting;
      if (record === undefined) return;
      if (this.#phase === "closed") {
        this.#waiting = [];
        return;
      }
      if (this.#isProtected(record)) {
        const opener = this.#currentOpener();
        if (opener === undefined) return;
        this.#waiting.shift();
        const { type, content } = opener.open(record);
        this.#readContent(type, content, true);
      } else {
        this.#waiting.shift();
        this.#readContent(record.type, record.fragment, false);
      }
    }
  }

  #isProtected({ type }: TlsRecord): boolean {
    return this.#phase !== "clear" && type === CONTENT.applicationData;
  }

  #currentOpener(): RecordOpener | undefined {
    if (this.#opener !== undefined) return this.#opener;
    const secret = this.#phase === "handshake" ? this.#secrets.get(SECRET.handshake) : this.#secrets.get(SECRET.application);
    if (secret === undefined || this.seen.serverHello === undefined) return undefined;
    this.#opener = new RecordOpener(this.seen.serverHello.cipherSuite, secret);
    return this.#opener;
  }

  #readContent(type: number, content: Uint8Array, opened: boolean): void {
    if (this.#joiner.inMessage && type !== CONTENT.handshake) throw new WireError("interleaved", `a record of type ${type} in the middle of a handshake message`);
    switch (type) {
      case CONTENT.alert:
        this.seen.alerts.push(readAlert(content));
        if (this.seen.alerts.length >= MAX_ALERTS) this.#tooMuch(`${MAX_ALERTS} alerts`);
        return;
      case CONTENT.changeCipherSpec:
        this.#readChangeCipherSpec(content, opened);
        return;
      case CONTENT.applicationData:
        if (this.#phase !== "application") throw new WireError("unexpected-message", "application data before the handshake is over");
        return;
      case CONTENT.handshake:
        if (this.#phase !== "clear" && !opened) throw new WireError("unexpected-message", "a handshake record in clear behind the ServerHello of TLS 1.3");
        this.#readMessages(content);
        return;
      default:
        throw new WireError("record-type", `a protected record of type ${type}`);
    }
  }

  /** RFC 8446 section 5: in TLS 1.3 one that says nothing; before, all behind it is under keys that we do not have. */
  #readChangeCipherSpec(content: Uint8Array, opened: boolean): void {
    if (opened || content.length !== 1 || content[0] !== 1) throw new WireError("bad-value", "a ChangeCipherSpec that is not one byte of 1 in clear");
    if (this.#phase !== "clear" || this.seen.helloRetryRequest !== undefined) return;
    if (this.seen.serverHello === undefined) throw new WireError("unexpected-message", "a ChangeCipherSpec before the ServerHello");
    this.seen.complete = true;
    this.#close();
  }

  #readMessages(fragment: Uint8Array): void {
    const joiner = this.#joiner;
    const messages = joiner.push(fragment);
    for (const [index, message] of messages.entries()) {
      this.#messages += 1;
      if (this.#messages > MAX_MESSAGES) this.#tooMuch(`${MAX_MESSAGES} handshake messages`);
      const before = this.#phase;
      this.#onMessage(message);
      this.#readMessage(message);
      // RFC 8446 section 5.1: no message spans a change of keys, nor shares its record with one of other keys.
      if (this.#phase !== before && this.#phase !== "closed" && (index < messages.length - 1 || joiner.inMessage)) {
        throw new WireError("unexpected-message", "a handshake message that spans a change of keys");
      }
      if (this.#phase === "closed") return;
    }
  }

  #readMessage({ type, body }: HandshakeMessage): void {
    const { serverHello } = this.seen;
    if (serverHello === undefined) {
      if (type === MESSAGE.helloRequest) return;
      if (type !== MESSAGE.serverHello) throw new WireError("unexpected-message", `a handshake message of type ${type} before the ServerHello`);
      this.#readHello(body);
      return;
    }
    if (this.#phase === "application") this.#readLate(type, body);
    else if (this.#phase === "handshake") this.#readProtected(type, body);
    else this.#readClear(type, body, serverHello);
  }

  #readHello(body: Uint8Array): void {
    const hello = readServerHello(body);
    if (hello.retry) {
      if (this.seen.helloRetryRequest !== undefined) throw new WireError("unexpected-message", "a second HelloRetryRequest");
      this.seen.helloRetryRequest = hello;
      return;
    }
    this.seen.serverHello = hello;
    this.seen.serverHelloMessage = Buffer.concat([Buffer.from([MESSAGE.serverHello, body.length >> 16, body.length >> 8 & 255, body.length & 255]), body]);
    if (hello.version === TLS_1_3) this.#phase = "handshake";
    this.#readNegotiated(hello.extensions);
  }

  /** What the ServerHello tells before TLS 1.3, and EncryptedExtensions since. */
  #readNegotiated(extensions: readonly TlsExtension[]): void {
    const alpn = extensionData(extensions, TLS_EXTENSION.alpn);
    if (alpn !== undefined) this.seen.alpn = readAlpn(alpn);
    this.#readScts(extensions);
  }

  #readScts(extensions: readonly TlsExtension[]): void {
    const scts = extensionData(extensions, TLS_EXTENSION.signedCertificateTimestamp);
    if (scts !== undefined) this.seen.scts = readTlsSctList(scts);
  }

  /** RFC 5246 section 7.4. */
  #readClear(type: number, body: Uint8Array, hello: ServerHello): void {
    switch (type) {
      case MESSAGE.helloRequest:
        return;
      case MESSAGE.serverHelloDone:
        this.seen.helloDone = true;
        return;
      case MESSAGE.certificate:
        this.#readCertificate(body, false);
        return;
      case MESSAGE.certificateStatus:
        this.seen.ocspResponse = readCertificateStatus(body);
        return;
      case MESSAGE.serverKeyExchange:
        this.#readKeyExchange(body, hello);
        return;
      case MESSAGE.certificateRequest:
        this.seen.certificateRequested = true;
        return;
      case MESSAGE.newSessionTicket: {
        const reader = new ByteReader(body, "the session ticket");
        this.#addTicket({ lifetime: reader.uint32(), length: reader.vector(2).length });
        return;
      }
      default:
        throw new WireError("unexpected-message", `a handshake message of type ${type} behind the ServerHello`);
    }
  }

  #readKeyExchange(body: Uint8Array, { cipherSuite, version }: ServerHello): void {
    const suite = cipherSuiteById(cipherSuite);
    if (suite === undefined || (suite.keyExchange !== "ECDHE" && suite.keyExchange !== "DHE") || suite.authentication === "PSK") return;
    const exchange = readServerKeyExchange(body, suite.keyExchange, suite.authentication !== "anonymous", version);
    this.seen.keyExchange = exchange;
    if (exchange.signatureScheme !== undefined) this.seen.signatureScheme = exchange.signatureScheme;
  }

  /** RFC 8446 section 4.3 and 4.4. */
  #readProtected(type: number, body: Uint8Array): void {
    switch (type) {
      case MESSAGE.encryptedExtensions: {
        const reader = new ByteReader(body, "EncryptedExtensions");
        this.seen.encryptedExtensions = readTlsExtensions(reader, "EncryptedExtensions");
        reader.end();
        this.#readNegotiated(this.seen.encryptedExtensions);
        return;
      }
      case MESSAGE.certificateRequest:
        this.seen.certificateRequested = true;
        return;
      case MESSAGE.certificate:
        this.#readCertificate(body, true);
        return;
      case MESSAGE.compressedCertificate: {
        const { compression, message } = expandCertificateMessage(body, nodeDecompressors);
        this.seen.compression = compression;
        if (message !== undefined) this.#readCertificate(message, true);
        return;
      }
      case MESSAGE.certificateVerify: {
        const reader = new ByteReader(body, "the CertificateVerify");
        this.seen.signatureScheme = reader.uint16();
        reader.vector(2);
        reader.end();
        return;
      }
      case MESSAGE.finished:
        this.seen.complete = true;
        this.#phase = "application";
        this.#opener = undefined;
        return;
      default:
        throw new WireError("unexpected-message", `a handshake message of type ${type} behind the ServerHello of TLS 1.3`);
    }
  }

  #readCertificate(body: Uint8Array, tls13: boolean): void {
    if (this.seen.certificates !== undefined) throw new WireError("unexpected-message", "a second Certificate message");
    this.seen.certificateMessage = body;
    this.seen.certificates = readCertificateMessage(body, tls13);
    const extensions = this.seen.certificates[0]?.extensions ?? [];
    this.#readScts(extensions);
    const status = extensionData(extensions, TLS_EXTENSION.statusRequest);
    if (status !== undefined) this.seen.ocspResponse = readCertificateStatus(status);
  }

  /** RFC 8446 section 4.6. */
  #readLate(type: number, body: Uint8Array): void {
    if (type === MESSAGE.newSessionTicket) {
      const reader = new ByteReader(body, "the session ticket");
      const lifetime = reader.uint32();
      reader.uint32();
      reader.vector(1);
      const { length } = reader.vector(2, 1);
      const early = extensionData(readTlsExtensions(reader, "the session ticket"), TLS_EXTENSION.earlyData);
      const earlyData = early === undefined ? 0 : new ByteReader(early, "early_data").uint32();
      this.#addTicket({ lifetime, length, ...(earlyData === 0 ? {} : { earlyData }) });
      return;
    }
    // New keys, or a request for a certificate in the middle of the connection: the handshake is behind us.
    this.#close();
  }

  #addTicket(ticket: SessionTicket): void {
    this.seen.tickets.push(ticket);
    if (this.seen.tickets.length >= MAX_TICKETS) this.#tooMuch(`${MAX_TICKETS} session tickets`);
  }
}
