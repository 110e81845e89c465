import { once } from "node:events";
import { isIP, type Socket } from "node:net";
import { checkServerIdentity, type ConnectionOptions } from "node:tls";
import type { Observation } from "../../src/core/observation.ts";
import { toPem } from "../../src/core/x509/pem.ts";
import type { ServerHandshake } from "../wire/server-flight.ts";
import { Deadline } from "./deadline.ts";
import { askAsBrowser } from "./as-browser.ts";
import { dial } from "./dial.ts";
import { asSentence, ProbeError, type FailureCode, type ProbeFailure, type Stage } from "./failure.ts";
import { handshakeOver, type HandshakeOutcome } from "./handshake.ts";
import { observationOf } from "./observation.ts";
import { clientOffer } from "./offer.ts";
import { askByOwnHello, type OwnHello } from "./own-hello.ts";
import { greetingWords } from "../starttls/greeting.ts";
import { portAdvice, startTls } from "../starttls/index.ts";
import { DEFAULT_CONNECT_TIMEOUT, DEFAULT_TIMEOUT, type BrowserOffer, type ProbeOptions } from "./options.ts";
import type { Target } from "./target.ts";

/** What a connection of our own saw. */
export interface Probe {
  target: Target;
  /** ISO 8601, UTC: when it began. */
  time: string;
  /** The address that was connected to; absent where nobody answered. */
  address?: string;
  /** The port that was connected to, which `connect` may have changed. */
  connectedPort: number;
  /** Server name indication; null: none was sent. */
  serverName: string | null;
  /** As a browser's connection would be told, for `assess`. */
  observation: Observation;
  /** What the server sent, as far as it came; absent where there was no connection. */
  handshake?: ServerHandshake;
  /** Why it ended before the handshake did. */
  failure?: ProbeFailure;
  /** Node's client made no handshake, for the reason in `because`; what is above was answered to a ClientHello of our own, and the handshake was not finished. */
  ownHello?: { because: ProbeFailure; lacks?: string };
  /** The browser whose offer was made, and what of it could not be: the server may send the browser another chain for that. */
  as?: { browser: BrowserOffer; notOffered: readonly string[] };
  milliseconds: { connect?: number; handshake?: number };
  /** Whether OpenSSL trusts it with the anchors that were given, the name included; `error` is its word for why not. Absent where none were given, or no handshake came about. */
  trust?: { trusted: boolean; error?: string };
  /** Of a second connection with the session of the first; absent where none was asked for or could be made. */
  resumption?: { resumed: boolean; failure?: ProbeFailure };
}

/**
 * Makes one connection and tells what came over the wire. Whatever the server does is a result: it throws only for options
 * that cannot be met (ProbeOptionError). When it is done, no socket is left.
 */
export async function probe(target: Target, options: ProbeOptions = {}): Promise<Probe> {
  const serverName = options.serverName === undefined ? (isIP(target.host) === 0 ? target.host : null) : options.serverName;
  const { anchors, as } = options;
  if (as !== undefined) return probeAs(target, options, as, serverName);
  const tls: ConnectionOptions = {
    ...clientOffer(options, target.port), servername: serverName ?? "", ...options.clientCertificate,
    // Without a list Node takes its own.
    ...(anchors === undefined ? {} : { ca: anchors.map((der) => toPem(der)), checkServerIdentity: (_name, certificate) => checkServerIdentity(target.host, certificate) }),
  };
  const time = new Date().toISOString();
  const first = await connectOnce(target, options, tls);
  const { outcome, ...rest } = first;
  const ended = first.failure ?? outcome?.failure;
  const own = ended === undefined || !isWorthAsking(ended, outcome, options) ? undefined : await askByOwnHello(target, options, ended.name);
  const handshake = own?.handshake ?? outcome?.flight.seen;
  const failure = own === undefined || ended === undefined ? ended : afterOwnHello(ended, own);
  const result: Probe = {
    target, time, serverName, connectedPort: options.connect?.port ?? target.port,
    observation: observationOf(target, time, { ...(first.address === undefined ? {} : { address: first.address }), ...(handshake === undefined ? {} : { handshake }), ...(failure === undefined ? {} : { failure }) }),
    ...(rest.address === undefined ? {} : { address: rest.address }),
    ...(handshake === undefined ? {} : { handshake }),
    ...(failure === undefined ? {} : { failure }),
    ...(own === undefined || ended === undefined ? {} : { ownHello: { because: ended, ...(own.lacks === undefined ? {} : { lacks: own.lacks }) } }),
    milliseconds: {
      ...(rest.connectMilliseconds === undefined ? {} : { connect: rest.connectMilliseconds }),
      ...(outcome === undefined ? {} : { handshake: outcome.milliseconds }),
    },
  };
  if (anchors !== undefined && outcome?.node !== undefined) {
    const { distrust } = outcome.node;
    result.trust = distrust === undefined ? { trusted: true } : { trusted: false, error: distrust };
  }
  const session = outcome?.node?.session;
  if (options.resume === true && session !== undefined) {
    const second = await connectOnce(target, options, { ...tls, session });
    const secondFailure = second.failure ?? second.outcome?.failure;
    result.resumption = { resumed: second.outcome?.node?.resumed ?? false, ...(secondFailure === undefined ? {} : { failure: secondFailure }) };
  }
  return result;
}

/** The same with a browser's offer, and without finishing the handshake. */
async function probeAs(target: Target, options: ProbeOptions, browser: BrowserOffer, serverName: string | null): Promise<Probe> {
  const time = new Date().toISOString();
  const { notOffered, milliseconds, ...outcome } = await askAsBrowser(target, options, browser, serverName);
  return {
    target, time, serverName, connectedPort: options.connect?.port ?? target.port, observation: observationOf(target, time, outcome), ...outcome,
    as: { browser, notOffered }, milliseconds: { handshake: milliseconds },
  };
}

/** What to try where the server speaks something else, or ended without a word on a port whose protocol begins otherwise. */
function adviceFor({ failure, first, flight }: HandshakeOutcome, port: number, protocol: string | undefined): string | undefined {
  if (failure?.code === "wire-not-tls" && first !== undefined) return greetingWords(first, port);
  const isMute = first === undefined && flight.seen.bytes === 0 && (failure?.code === "connection-closed" || failure?.code === "connection-reset" || failure?.code === "connection-timeout");
  return isMute && protocol === undefined ? portAdvice(port) : undefined;
}

const WORTH_ASKING: ReadonlySet<FailureCode> = new Set(["tls-version", "tls-no-common-cipher", "tls-handshake", "connection-closed", "connection-reset"]);

/** Where the server showed nothing, and the person did not say what to offer. */
function isWorthAsking({ stage, code }: ProbeFailure, outcome: HandshakeOutcome | undefined, { minVersion, maxVersion, cipherSuites, groups }: ProbeOptions): boolean {
  const isFree = (minVersion ?? maxVersion ?? cipherSuites ?? groups) === undefined;
  return isFree && stage === "handshake" && WORTH_ASKING.has(code) && outcome !== undefined && outcome.flight.seen.certificates === undefined;
}

/** No failure where a certificate was shown; else the reason, with what the server would have taken. */
function afterOwnHello(ended: ProbeFailure, { handshake, lacks }: OwnHello): ProbeFailure | undefined {
  if (handshake.certificates !== undefined) return undefined;
  return lacks === undefined ? ended : { ...ended, message: `${ended.message} It takes ${lacks}, which Node's client does not offer here; it showed no certificate.` };
}

interface Connected {
  address?: string;
  connectMilliseconds?: number;
  outcome?: HandshakeOutcome;
  failure?: ProbeFailure;
}

async function connectOnce(target: Target, options: ProbeOptions, tls: ConnectionOptions): Promise<Connected> {
  const deadline = new Deadline(options.timeout ?? DEFAULT_TIMEOUT);
  const start = performance.now();
  const connected: Connected = {};
  let stage: Stage = "connect";
  let socket: Socket | undefined;
  try {
    socket = await dial(options.connect?.host ?? target.host, options.connect?.port ?? target.port, deadline, options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT);
    connected.connectMilliseconds = performance.now() - start;
    if (socket.remoteAddress !== undefined) connected.address = socket.remoteAddress;
    const { startTls: protocol } = options;
    if (protocol !== undefined) {
      stage = "starttls";
      const open = socket;
      await deadline.during(`the change to TLS by ${protocol}`, () => startTls(protocol, open, target.host), () => open.destroy());
    }
    stage = "handshake";
    connected.outcome = await handshakeOver(socket, tls, deadline);
    const advice = adviceFor(connected.outcome, target.port, protocol);
    if (advice !== undefined && connected.outcome.failure !== undefined) connected.outcome.failure.message += ` ${advice}`;
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    const waits = stage === "starttls" && error.code === "connection-timeout" ? " A server that speaks TLS from the first byte waits like that: ask without --starttls." : "";
    connected.failure = { stage, code: error.code, message: asSentence(error.message) + waits };
    await gone(socket);
  }
  return connected;
}

async function gone(socket: Socket | undefined): Promise<void> {
  if (socket === undefined || socket.closed) return;
  socket.on("error", () => socket.destroy()).destroy();
  await once(socket, "close");
}
