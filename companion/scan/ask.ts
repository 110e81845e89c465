import { once } from "node:events";
import type { Socket } from "node:net";
import { Deadline } from "../connect/deadline.ts";
import { dial, networkFailure } from "../connect/dial.ts";
import { DEFAULT_CONNECT_TIMEOUT, type ProbeOptions } from "../connect/options.ts";
import type { Target } from "../connect/target.ts";
import { startTls } from "../starttls/index.ts";
import { serverHandshakeSecret } from "../wire/key-schedule.ts";
import type { KeyShare } from "../wire/key-share.ts";
import { ServerFlight, type ServerHandshake } from "../wire/server-flight.ts";
import { TLS_EXTENSION, extensionData } from "../../src/core/wire/extensions.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";
import { WireError } from "../../src/core/wire/wire-error.ts";
import { clientHelloMessage, helloRecords, type HelloOffer } from "./client-hello.ts";

/** What a server answers to one ClientHello. */
export type ScanAnswer =
  | { kind: "chosen"; cipherSuite: number; group?: number; primeBits?: number; signatureScheme?: number; seen: ServerHandshake; /** Bytes of the ClientHello. */ asked: number }
  /** `how`: the name of the alert, "other-version", or how the connection ended: "closed", "reset", "no-tls". */
  | { kind: "refused"; how: string };

/** Milliseconds for one question. */
const QUESTION = 5000;

/**
 * Sends one ClientHello and reads as far as the choice; with a key share, as far as the server's signature.
 * @throws ProbeError where the server cannot be reached or does not answer in time
 */
export async function askServer(target: Target, options: ProbeOptions, offer: HelloOffer): Promise<ScanAnswer> {
  const message = clientHelloMessage(offer);
  const { seen, ending } = await askWith(target, options, { message, version: offer.version, ...(offer.keyShares === undefined ? {} : { keyShares: offer.keyShares }) });
  return answerOf(seen, offer.version, message.length, ending);
}

/** A ClientHello as it is, and what answers to it are read with. */
export interface AskedHello {
  /** With its header. */
  message: Buffer;
  keyShares?: readonly KeyShare[];
  /** Of its records; default TLS 1.3. */
  version?: number;
}

export interface HelloAnswer {
  seen: ServerHandshake;
  /** How it ended where nothing was chosen: "refused", "closed", "reset", "no-tls". */
  ending: string;
  address?: string;
}

/**
 * Sends a ClientHello and reads as askServer does.
 * @throws ProbeError where the server cannot be reached or does not answer in time
 */
export async function askWith(target: Target, options: ProbeOptions, hello: AskedHello): Promise<HelloAnswer> {
  const deadline = new Deadline(Math.min(options.timeout ?? QUESTION, QUESTION));
  const socket = await dial(options.connect?.host ?? target.host, options.connect?.port ?? target.port, deadline, options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT);
  try {
    const { startTls: protocol } = options;
    if (protocol !== undefined) await deadline.during(`the change to TLS by ${protocol}`, () => startTls(protocol, socket, target.host), () => socket.destroy());
    return await deadline.during("the answer to a ClientHello", () => read(socket, hello), () => socket.destroy());
  } finally {
    if (!socket.closed) {
      socket.on("error", () => socket.destroy()).destroy();
      await once(socket, "close");
    }
  }
}

function read(socket: Socket, { message, keyShares = [], version = TLS_1_3 }: AskedHello): Promise<HelloAnswer> {
  const flight = new ServerFlight();
  const { seen } = flight;
  const address = socket.remoteAddress;
  let keyed = false;
  return new Promise((resolve, reject) => {
    const end = (ending: string): void => resolve({ seen, ending, ...(address === undefined ? {} : { address }) });
    socket.on("data", (chunk: Buffer) => {
      try {
        flight.push(chunk);
        if (!keyed && unlock(flight, message, keyShares)) keyed = true;
      } catch (error) {
        // Some servers answer an offer that they do not know with something else than an alert: that is a refusal too.
        if (error instanceof WireError) end("no-tls");
        else reject(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      if (enough(seen, keyed)) end("refused");
    });
    socket.on("end", () => end("closed"));
    socket.on("error", (error) => {
      const failure = networkFailure(error);
      if (failure?.code === "connection-reset") end("reset");
      else reject(failure ?? error);
    });
    socket.on("close", () => end("closed"));
    socket.write(helloRecords(message, version));
    socket.resume();
  });
}

/** Makes the key of the server's handshake records, where the server took one of our shares; says whether it did. @throws WireError */
function unlock(flight: ServerFlight, hello: Buffer, keyShares: readonly KeyShare[]): boolean {
  const { serverHello, serverHelloMessage } = flight.seen;
  if (serverHello?.version !== TLS_1_3 || serverHelloMessage === undefined) return false;
  const share = keyShares.find(({ group }) => group === serverHello.group);
  const entry = extensionData(serverHello.extensions, TLS_EXTENSION.keyShare);
  if (share === undefined || entry === undefined) return false;
  // Group and length stand before the key.
  const secret = serverHandshakeSecret(serverHello.cipherSuite, share.secretWith(entry.subarray(4)), [hello, serverHelloMessage]);
  flight.keylog(`SERVER_HANDSHAKE_TRAFFIC_SECRET - ${secret.toString("hex")}`);
  return true;
}

/** Whether the choice is known: in TLS 1.3 by a HelloRetryRequest or all up to the signature, before by all up to ServerHelloDone. */
function enough({ serverHello, helloRetryRequest, alerts, keyExchange, helloDone, complete, signatureScheme }: ServerHandshake, keyed: boolean): boolean {
  if (alerts.some(({ fatal }) => fatal) || helloRetryRequest !== undefined) return true;
  if (serverHello === undefined) return false;
  return serverHello.version === TLS_1_3 ? !keyed || complete || signatureScheme !== undefined : keyExchange !== undefined || helloDone;
}

function answerOf(seen: ServerHandshake, version: number, asked: number, ending: string): ScanAnswer {
  const { serverHello, helloRetryRequest, keyExchange, alerts, signatureScheme } = seen;
  const hello = helloRetryRequest ?? serverHello;
  if (hello === undefined) return { kind: "refused", how: alerts.find(({ fatal }) => fatal)?.name ?? ending };
  if (hello.version !== version) return { kind: "refused", how: "other-version" };
  const group = hello.group ?? keyExchange?.group;
  return {
    kind: "chosen", cipherSuite: hello.cipherSuite, seen, asked,
    ...(group === undefined ? {} : { group }),
    ...(keyExchange?.primeBits === undefined ? {} : { primeBits: keyExchange.primeBits }),
    ...(signatureScheme === undefined ? {} : { signatureScheme }),
  };
}
