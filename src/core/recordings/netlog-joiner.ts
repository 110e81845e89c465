import { fromBase64 } from "../bytes/base64.ts";
import type { CertificateTransparencyStatus } from "../tls-info.ts";
import { MAX_MESSAGE, MESSAGE } from "../wire/handshake-messages.ts";
import { CryptoStream } from "./crypto-stream.ts";
import type { NetLogConstants } from "./netlog-constants.ts";
import type { NetLogEvent } from "./netlog-event.ts";
import type { Params } from "./params.ts";
import type { PemCache } from "./pem-cache.ts";
import { RecentMap } from "./recent-map.ts";
import { hostOf, placeOfAddress, placeOfGroup, type ServerPlace } from "./place.ts";
import type { HandshakeResult, SeenHandshake, SeenMessage, SeenVerdict } from "./seen-handshake.ts";

/** Sources that are followed at once. A browser has some hundred sockets; the rest is for logs that never end one. */
const MAX_SOURCES = 20_000;
/** Characters of a message in base64. */
const MAX_BASE64 = Math.ceil(MAX_MESSAGE / 3) * 4 + 8;
const MAX_CHAIN = 1000;
const MAX_TEXT = 2000;
/** Bytes and characters of messages that are held, of all handshakes under way together. */
const MAX_HELD = 64 * 1024 * 1024;

/** Messages of the server that tell something. */
const TELLING: ReadonlySet<number> = new Set([
  MESSAGE.serverHello, MESSAGE.encryptedExtensions, MESSAGE.certificate, MESSAGE.serverKeyExchange, MESSAGE.certificateVerify, MESSAGE.compressedCertificate,
]);
const CLIENT_HELLO = 1;

const TRANSPARENCY: ReadonlyMap<string, CertificateTransparencyStatus> = new Map([
  ["COMPLIES_VIA_SCTS", "policy_compliant"], ["NOT_ENOUGH_SCTS", "policy_not_enough_scts"], ["NOT_DIVERSE_SCTS", "policy_not_diverse_scts"],
]);

interface Socket {
  place?: ServerPlace;
  proxied: boolean;
  peer?: ServerPlace;
  handshake?: SeenHandshake;
}

interface Job {
  place?: ServerPlace;
  proxied: boolean;
}

interface Session {
  handshake: SeenHandshake;
  streams: Map<string, CryptoStream>;
}

/**
 * Joins a NetLog's events to handshakes, as the format's own viewer joins them: a socket to the connect job that it was
 * opened for (its host and port), to the verifier's job that it waited for (host, verdict, built chain); a QUIC session
 * likewise. Each handshake is told once, when it has ended or nothing more can come.
 */
export class NetLogJoiner {
  /** Event types that are of use; all others need not be read. */
  readonly wanted = new Set<number>();
  readonly #tell: (handshake: SeenHandshake) => void;
  readonly #constants: NetLogConstants;
  readonly #pems: PemCache;
  readonly #handlers = new Map<number, (event: NetLogEvent) => void>();
  readonly #sockets = new RecentMap<number, Socket>(MAX_SOURCES, (socket) => this.#tellOf(socket));
  readonly #jobs = new RecentMap<number, Job>(MAX_SOURCES);
  readonly #verdicts = new RecentMap<number, SeenVerdict>(MAX_SOURCES);
  readonly #sessions = new RecentMap<number, Session>(MAX_SOURCES, ({ handshake }) => this.#finish(handshake));
  readonly #packetType: number | undefined;
  readonly #helloType: number | undefined;
  /** Handshakes under way whose server is not named: the ClientHello is read as long as there are any. */
  readonly #withoutPlace = new Set<SeenHandshake>();
  /** Sessions whose address is not known yet: packets are read as long as there are any. */
  readonly #withoutPeer = new Set<number>();
  readonly #open = new Set<SeenHandshake>();
  #held = 0;

  constructor(constants: NetLogConstants, pems: PemCache, tell: (handshake: SeenHandshake) => void) {
    this.#constants = constants;
    this.#pems = pems;
    this.#tell = tell;
    const on = (name: string, handle: (event: NetLogEvent) => void): void => {
      const type = constants.events.get(name);
      if (type === undefined) return;
      this.#handlers.set(type, handle);
      this.wanted.add(type);
    };
    on("SOCKET_POOL_CONNECT_JOB_CREATED", ({ source, params }) => this.#nameJob(source, params));
    for (const name of ["HTTP_PROXY_CONNECT_JOB_CONNECT", "SOCKS_CONNECT_JOB_CONNECT"]) on(name, ({ source }) => this.#throughProxy(source));
    on("SOCKET_ALIVE", (event) => this.#socketAlive(event));
    on("TCP_CONNECT", ({ source, phase, params }) => {
      if (phase === constants.end) this.#connected(source, params);
    });
    on("SSL_CONNECT", (event) => this.#sslConnect(event));
    on("SSL_HANDSHAKE_MESSAGE_RECEIVED", ({ source, params }) => this.#message(this.#sockets.get(source)?.handshake, params));
    on("SSL_HANDSHAKE_MESSAGE_SENT", ({ source, params }) => this.#clientHello(source, params));
    on("SSL_CERTIFICATES_RECEIVED", ({ source, params }) => {
      const handshake = this.#sockets.get(source)?.handshake;
      const certificates = this.#pems.chain(params.strings("certificates", MAX_CHAIN));
      if (handshake !== undefined && certificates !== undefined) handshake.certificates = certificates;
    });
    on("CERT_VERIFIER_REQUEST_BOUND_TO_JOB", ({ source, params }) => this.#boundToJob(source, params));
    on("CERT_VERIFIER_JOB", (event) => this.#verifierJob(event));
    on("QUIC_SESSION", (event) => this.#quicSession(event));
    on("QUIC_SESSION_CRYPTO_FRAME_RECEIVED", ({ source, params }) => this.#cryptoFrame(source, params));
    on("QUIC_SESSION_HANDSHAKE_DONE_FRAME_RECEIVED", ({ source }) => this.#quicEnds(source, {}));
    on("QUIC_SESSION_CLOSED", ({ source, params }) => this.#quicEnds(source, this.#quicError(params)));
    on("QUIC_SESSION_PACKET_RECEIVED", ({ source, params }) => this.#packet(source, params));
    this.#packetType = constants.events.get("QUIC_SESSION_PACKET_RECEIVED");
    this.#helloType = constants.events.get("SSL_HANDSHAKE_MESSAGE_SENT");
    this.#watchPackets();
    this.#watchHellos();
  }

  handle(event: NetLogEvent): void {
    this.#handlers.get(event.type)?.(event);
  }

  /** The log is over: what is under way is told as far as it came. */
  end(): void {
    for (const handshake of [...this.#open]) this.#finish(handshake);
  }

  #nameJob(source: number, params: Params): void {
    const place = placeOfGroup(params.string("group_id", MAX_TEXT) ?? "");
    if (place !== undefined) this.#jobs.set(source, { proxied: false, ...this.#jobs.get(source), place });
  }

  #throughProxy(source: number): void {
    this.#jobs.set(source, { ...this.#jobs.get(source), proxied: true });
  }

  #socketAlive({ source, phase, params }: NetLogEvent): void {
    if (phase === this.#constants.end) {
      const socket = this.#sockets.get(source);
      if (socket !== undefined) this.#tellOf(socket);
      this.#sockets.delete(source);
      return;
    }
    const parent = params.at("source_dependency").integer("id");
    const job = parent === undefined ? undefined : this.#jobs.get(parent);
    this.#sockets.set(source, { proxied: false, ...job });
  }

  /** The socket, also of a log that began after it did. */
  #socket(source: number): Socket {
    const known = this.#sockets.get(source);
    if (known !== undefined) return known;
    const socket: Socket = { proxied: false };
    this.#sockets.set(source, socket);
    return socket;
  }

  #connected(source: number, params: Params): void {
    const peer = placeOfAddress(params.string("remote_address", MAX_TEXT) ?? "");
    if (peer !== undefined) this.#socket(source).peer = peer;
  }

  #sslConnect({ source, phase, time, params }: NetLogEvent): void {
    const socket = this.#socket(source);
    if (phase === this.#constants.begin) {
      // A second handshake on one socket: the first was with the proxy.
      this.#tellOf(socket);
      const { place, peer, proxied } = socket;
      socket.handshake = this.#begin({ protocol: "TLS", time, proxied, messages: new Map(), ended: false, ...(place && { place }), ...(peer && { peer }) });
      return;
    }
    const { handshake } = socket;
    if (handshake === undefined || phase !== this.#constants.end) return;
    handshake.ended = true;
    const error = params.integer("net_error");
    if (error !== undefined && error !== 0) handshake.error = { name: this.#errorName(error) };
    else handshake.result = resultOf(params);
    this.#tellOf(socket);
  }

  #clientHello(source: number, params: Params): void {
    const handshake = this.#sockets.get(source)?.handshake;
    if (handshake === undefined || handshake.place !== undefined || params.integer("type") !== CLIENT_HELLO) return;
    const bytes = params.string("bytes", MAX_BASE64);
    if (bytes !== undefined && this.#mayHold(bytes.length)) handshake.clientHello = bytes;
  }

  #message(handshake: SeenHandshake | undefined, params: Params): void {
    const type = params.integer("type");
    const bytes = params.string("bytes", MAX_BASE64);
    if (handshake !== undefined && type !== undefined && bytes !== undefined) this.#keep(handshake, type, bytes);
  }

  #keep(handshake: SeenHandshake, type: number, message: SeenMessage): void {
    if (!TELLING.has(type) || !this.#mayHold(message.length)) return;
    this.#held -= handshake.messages.get(type)?.length ?? 0;
    handshake.messages.set(type, message);
  }

  #mayHold(length: number): boolean {
    if (this.#held + length > MAX_HELD) return false;
    this.#held += length;
    return true;
  }

  #handshakeOf(source: number): SeenHandshake | undefined {
    return this.#sockets.get(source)?.handshake ?? this.#sessions.get(source)?.handshake;
  }

  #boundToJob(source: number, params: Params): void {
    const handshake = this.#handshakeOf(source);
    const job = params.at("source_dependency").integer("id");
    if (handshake === undefined || job === undefined) return;
    handshake.verdict = this.#verdict(job);
  }

  #verdict(job: number): SeenVerdict {
    const known = this.#verdicts.get(job);
    if (known !== undefined) return known;
    const verdict: SeenVerdict = {};
    this.#verdicts.set(job, verdict);
    return verdict;
  }

  #verifierJob({ source, phase, params }: NetLogEvent): void {
    const verdict = this.#verdict(source);
    if (phase === this.#constants.begin) {
      const host = hostOf(params.string("host", MAX_TEXT) ?? "");
      if (host !== undefined) verdict.host = host;
      return;
    }
    if (phase !== this.#constants.end || verdict.result !== undefined) return;
    const error = params.integer("net_error") ?? 0;
    const builtChain = this.#pems.chain(params.at("verified_cert").strings("certificates", MAX_CHAIN));
    const knownRoot = params.boolean("is_issued_by_known_root");
    const transparency = TRANSPARENCY.get(params.string("ct_compliance_status", 100) ?? "");
    verdict.result = {
      ...(error === 0 ? {} : { error: this.#errorName(error) }),
      ...(builtChain && { builtChain }), ...(knownRoot === undefined ? {} : { knownRoot }), ...(transparency && { transparency }),
    };
    // Those who wait for it hold it; a source's number does not come again.
    this.#verdicts.delete(source);
  }

  #quicSession({ source, phase, time, params }: NetLogEvent): void {
    if (phase !== this.#constants.begin) {
      if (phase === this.#constants.end) this.#quicEnds(source, {});
      return;
    }
    const host = hostOf(params.string("host", MAX_TEXT) ?? "");
    const port = params.integer("port");
    const place = host === undefined ? undefined : { host, ...(port !== undefined && port > 0 && port <= 65_535 ? { port } : {}) };
    const proxied = !["[direct://]", ""].includes(params.string("proxy_chain", MAX_TEXT) ?? "");
    const handshake = this.#begin({ protocol: "QUIC", time, proxied, messages: new Map(), ended: false, ...(place && { place }) });
    this.#sessions.set(source, { handshake, streams: new Map() });
    this.#withoutPeer.add(source);
    this.#watchPackets();
  }

  #cryptoFrame(source: number, params: Params): void {
    const session = this.#sessions.get(source);
    const bytes = fromBase64(params.string("bytes", MAX_BASE64) ?? "");
    const offset = params.integer("offset");
    const level = params.string("encryption_level", 100);
    if (session === undefined || bytes === undefined || offset === undefined || offset < 0 || level === undefined) return;
    let stream = session.streams.get(level);
    if (stream === undefined) {
      // RFC 9001 section 4: there are four levels.
      if (session.streams.size === 4) return;
      stream = new CryptoStream();
      session.streams.set(level, stream);
    }
    for (const { type, message } of stream.push(offset, bytes)) this.#keep(session.handshake, type, message);
  }

  #packet(source: number, params: Params): void {
    if (!this.#withoutPeer.delete(source)) return;
    this.#watchPackets();
    const handshake = this.#sessions.get(source)?.handshake;
    const peer = placeOfAddress(params.string("peer_address", MAX_TEXT) ?? "");
    if (handshake !== undefined && peer !== undefined) handshake.peer = peer;
  }

  #watchPackets(): void {
    if (this.#packetType === undefined) return;
    if (this.#withoutPeer.size > 0) this.wanted.add(this.#packetType);
    else this.wanted.delete(this.#packetType);
  }

  #watchHellos(): void {
    if (this.#helloType === undefined) return;
    if (this.#withoutPlace.size > 0) this.wanted.add(this.#helloType);
    else this.wanted.delete(this.#helloType);
  }

  #quicError(params: Params): Pick<SeenHandshake, "error"> {
    const error = params.integer("quic_error");
    return error === undefined || error === 0 ? {} : { error: { name: this.#constants.quicErrors.get(error) ?? `QUIC error ${error}` } };
  }

  #quicEnds(source: number, { error }: Pick<SeenHandshake, "error">): void {
    const session = this.#sessions.get(source);
    if (session === undefined) return;
    session.handshake.ended = true;
    if (error !== undefined) session.handshake.error = error;
    this.#finish(session.handshake);
    this.#sessions.delete(source);
    if (this.#withoutPeer.delete(source)) this.#watchPackets();
  }

  #errorName(error: number): string {
    return this.#constants.netErrors.get(error) ?? `ERR_${Math.abs(error)}`;
  }

  #begin(handshake: SeenHandshake): SeenHandshake {
    this.#open.add(handshake);
    if (handshake.place === undefined) {
      this.#withoutPlace.add(handshake);
      this.#watchHellos();
    }
    return handshake;
  }

  #tellOf(socket: Socket): void {
    if (socket.handshake === undefined) return;
    this.#finish(socket.handshake);
    delete socket.handshake;
  }

  #finish(handshake: SeenHandshake): void {
    if (!this.#open.delete(handshake)) return;
    if (this.#withoutPlace.delete(handshake)) this.#watchHellos();
    for (const message of handshake.messages.values()) this.#held -= message.length;
    this.#held -= handshake.clientHello?.length ?? 0;
    this.#tell(handshake);
  }
}

function resultOf(params: Params): HandshakeResult {
  const result: HandshakeResult = {};
  const set = <Key extends keyof HandshakeResult>(key: Key, value: HandshakeResult[Key] | undefined): void => {
    if (value !== undefined) result[key] = value;
  };
  set("version", params.string("version", 64));
  set("cipherSuite", params.integer("cipher_suite"));
  set("group", params.integer("key_exchange_group"));
  set("signatureScheme", params.integer("peer_signature_algorithm"));
  set("alpn", params.string("next_proto", 255));
  set("resumed", params.boolean("is_resumed"));
  set("encryptedClientHello", params.boolean("encrypted_client_hello"));
  return result;
}
