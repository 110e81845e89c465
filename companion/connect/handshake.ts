import type { Socket } from "node:net";
import { connect, type ConnectionOptions, type TLSSocket } from "node:tls";
import { ServerFlight, type ServerHandshake } from "../wire/server-flight.ts";
import { WireError } from "../../src/core/wire/wire-error.ts";
import type { Deadline } from "./deadline.ts";
import { networkFailure } from "./dial.ts";
import { asSentence, ProbeError, type FailureCode, type ProbeFailure } from "./failure.ts";
import { Tap } from "./tap.ts";

export interface HandshakeOutcome {
  flight: ServerFlight;
  /** What came first; absent where nothing came. */
  first?: Buffer;
  /** Milliseconds from the ClientHello to the end of the handshake, or to the failure. */
  milliseconds: number;
  failure?: ProbeFailure;
  /** Node's own words, where the handshake came to its end. */
  node?: { version: string | null; resumed: boolean; alpn: string | undefined; session: Buffer | undefined; distrust: string | undefined };
}

/** Milliseconds that a connection gets to say goodbye. */
const GOODBYE = 250;

/** Makes the handshake, reads what comes beside it, and closes. Never throws for what the server does. */
export async function handshakeOver(socket: Socket, options: ConnectionOptions, deadline: Deadline): Promise<HandshakeOutcome> {
  const flight = new ServerFlight();
  const start = performance.now();
  let fault: unknown;
  let ended = false;
  let changed: () => void = () => undefined;
  socket.once("end", () => {
    ended = true;
  });
  const reading = (read: () => void): void => {
    try {
      read();
    } catch (error) {
      // Kept, and thrown where it can be awaited: an event listener has nobody to throw to.
      fault ??= error;
      tap.destroy();
    }
    changed();
  };
  let first: Buffer | undefined;
  const tap = new Tap(socket, (chunk) => {
    first ??= chunk;
    reading(() => flight.push(chunk));
  });
  // The types of Node 20 lack requestOCSP.
  const asked: ConnectionOptions & { requestOCSP: boolean } = { ...options, socket: tap, rejectUnauthorized: false, requestOCSP: true };
  const tls = connect(asked);
  tls.on("keylog", (line) => reading(() => flight.keylog(line.toString("latin1"))));
  let session: Buffer | undefined;
  tls.on("session", (each) => {
    session = each;
  });
  const closed = new Promise<void>((resolve) => {
    if (socket.closed) resolve();
    else socket.once("close", () => resolve());
  });
  try {
    const error = await deadline.during("the handshake", () => outcomeOf(tls, closed), () => tap.destroy()).catch((late: unknown) => late);
    const milliseconds = performance.now() - start;
    const problem = fault ?? error;
    if (problem !== undefined) return { flight, ...(first === undefined ? {} : { first }), milliseconds, failure: failureOf(problem, flight.seen, ended) };
    const version = tls.getProtocol();
    const { alpnProtocol } = tls;
    if (version === "TLSv1.3") await afterwards(flight, tls, Math.min(deadline.left, 50 + 2 * milliseconds, 1000), (listener) => {
      changed = listener;
    });
    session ??= tls.getSession();
    // In TLS 1.3 a server refuses the client's certificate, or its absence, after the client has finished.
    const late = flight.seen.alerts.find(({ fatal, description }) => fatal && description !== 0);
    return {
      flight, milliseconds,
      node: { version, resumed: tls.isSessionReused(), alpn: typeof alpnProtocol === "string" ? alpnProtocol : undefined, session, distrust: distrustOf(tls) },
      ...(late === undefined && fault === undefined ? {} : { failure: failureOf(fault, flight.seen, ended) }),
    };
  } finally {
    await goodbye(tls, tap, closed);
  }
}

/** Why OpenSSL, or Node for the name, does not trust the peer; undefined where they do. */
function distrustOf(tls: TLSSocket): string | undefined {
  // By its type an Error, in fact OpenSSL's name of it.
  const reason: unknown = tls.authorizationError;
  if (tls.authorized) return undefined;
  return reason instanceof Error ? "code" in reason ? String(reason.code) : reason.message : typeof reason === "string" ? reason : "unknown";
}

/** undefined: the handshake is done. */
function outcomeOf(tls: TLSSocket, closed: Promise<void>): Promise<unknown> {
  return new Promise((resolve) => {
    tls.once("secureConnect", () => resolve(undefined));
    tls.on("error", (error) => resolve(error));
    tls.once("close", () => resolve(new ProbeError("connection-closed", "the connection was closed in the handshake")));
    void closed.then(() => setImmediate(() => resolve(new ProbeError("connection-closed", "the connection was closed in the handshake"))));
  });
}

/** Waits for session tickets, or the alert that comes in their place, for a time that two round trips take. */
async function afterwards(flight: ServerFlight, tls: TLSSocket, milliseconds: number, listen: (listener: () => void) => void): Promise<void> {
  const { seen } = flight;
  const enough = (): boolean => seen.tickets.length > 0 || seen.alerts.length > 0;
  if (enough()) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const finish = (): void => {
      clearTimeout(timer);
      resolve();
    };
    listen(() => {
      if (enough()) finish();
    });
    tls.once("close", finish);
    // Without a reader nothing comes.
    tls.resume();
  });
}

async function goodbye(tls: TLSSocket, tap: Tap, closed: Promise<void>): Promise<void> {
  tls.on("error", () => tap.destroy());
  if (!tap.destroyed) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GOODBYE);
      const finish = (): void => {
        clearTimeout(timer);
        resolve();
      };
      tls.once("close", finish);
      tap.once("finish", finish);
      tls.end();
    });
  }
  tls.destroy();
  tap.destroy();
  await closed;
}

/** What an alert means that comes in place of a ServerHello. Behind it the server and we have agreed. */
const ALERT_CODES: Readonly<Record<string, FailureCode>> = { protocol_version: "tls-version", handshake_failure: "tls-no-common-cipher", insufficient_security: "tls-no-common-cipher" };

function failureOf(problem: unknown, { alerts, serverHello }: ServerHandshake, ended: boolean): ProbeFailure {
  const stage = "handshake";
  if (problem instanceof WireError) return { stage, code: `wire-${problem.code}`, message: `The server sent what is no TLS handshake: ${problem.message}.` };
  const alert = alerts.find(({ fatal, description }) => fatal && description !== 0);
  if (alert !== undefined) {
    return {
      stage, code: (serverHello === undefined ? ALERT_CODES[alert.name] : undefined) ?? "tls-handshake", name: alert.name,
      message: `The server ended the handshake with the alert ${alert.name} (${alert.description}).`,
    };
  }
  // Node calls an orderly close in the handshake a reset.
  if (ended && problem instanceof Error && "code" in problem && problem.code === "ECONNRESET") {
    return { stage, code: "connection-closed", message: "The server closed the connection in the handshake." };
  }
  const network = networkFailure(problem);
  if (network !== undefined) return { stage, code: network.code, message: asSentence(network.message) };
  const name = problem instanceof Error && "code" in problem ? String(problem.code) : undefined;
  return { stage, code: "tls-handshake", message: asSentence(problem instanceof Error ? problem.message : String(problem)), ...(name === undefined ? {} : { name }) };
}
