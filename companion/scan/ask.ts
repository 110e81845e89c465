import { once } from "node:events";
import type { Socket } from "node:net";
import { Deadline } from "../connect/deadline.ts";
import { dial, networkFailure } from "../connect/dial.ts";
import { DEFAULT_CONNECT_TIMEOUT, type ProbeOptions } from "../connect/options.ts";
import type { Target } from "../connect/target.ts";
import { startTls } from "../starttls/index.ts";
import type { TlsExtension } from "../../src/core/wire/extensions.ts";
import { ServerFlight, type ServerHandshake } from "../wire/server-flight.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";
import { WireError } from "../../src/core/wire/wire-error.ts";
import { clientHello, type HelloOffer } from "./client-hello.ts";

/** What a server answers to one ClientHello. */
export type ScanAnswer =
  | { kind: "chosen"; cipherSuite: number; group?: number; primeBits?: number; signatureScheme?: number; extensions: readonly TlsExtension[] }
  /** An alert, another version, or a connection that ends. */
  | { kind: "refused" };

/** Milliseconds for one question. */
const QUESTION = 5000;

/** Sends one ClientHello and reads as far as the choice. @throws ProbeError where the server cannot be reached or does not answer in time */
export async function askServer(target: Target, options: ProbeOptions, offer: HelloOffer): Promise<ScanAnswer> {
  const deadline = new Deadline(Math.min(options.timeout ?? QUESTION, QUESTION));
  const socket = await dial(options.connect?.host ?? target.host, options.connect?.port ?? target.port, deadline, options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT);
  try {
    const { startTls: protocol } = options;
    if (protocol !== undefined) await deadline.during(`the change to TLS by ${protocol}`, () => startTls(protocol, socket, target.host), () => socket.destroy());
    const seen = await deadline.during("the answer to a ClientHello", () => read(socket, offer), () => socket.destroy());
    return answerOf(seen, offer.version);
  } finally {
    if (!socket.closed) {
      socket.on("error", () => socket.destroy()).destroy();
      await once(socket, "close");
    }
  }
}

function read(socket: Socket, offer: HelloOffer): Promise<ServerHandshake> {
  const flight = new ServerFlight();
  const { seen } = flight;
  return new Promise((resolve, reject) => {
    socket.on("data", (chunk: Buffer) => {
      try {
        flight.push(chunk);
      } catch (error) {
        // Some servers answer an offer that they do not know with something else than an alert: that is a refusal too.
        if (error instanceof WireError) resolve(seen);
        else reject(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      if (enough(seen)) resolve(seen);
    });
    socket.on("end", () => resolve(seen));
    socket.on("error", (error) => {
      const failure = networkFailure(error);
      if (failure?.code === "connection-reset") resolve(seen);
      else reject(failure ?? error);
    });
    socket.on("close", () => resolve(seen));
    socket.write(clientHello(offer));
    socket.resume();
  });
}

/** Whether the choice is known: in TLS 1.3 by a HelloRetryRequest, before by all up to ServerHelloDone. */
function enough({ serverHello, helloRetryRequest, alerts, keyExchange, helloDone }: ServerHandshake): boolean {
  if (alerts.some(({ fatal }) => fatal)) return true;
  return helloRetryRequest !== undefined || (serverHello !== undefined && (serverHello.version === TLS_1_3 || keyExchange !== undefined || helloDone));
}

function answerOf({ serverHello, helloRetryRequest, keyExchange }: ServerHandshake, version: number): ScanAnswer {
  const hello = helloRetryRequest ?? serverHello;
  if (hello?.version !== version) return { kind: "refused" };
  const group = hello.group ?? keyExchange?.group;
  return {
    kind: "chosen", cipherSuite: hello.cipherSuite, extensions: hello.extensions,
    ...(group === undefined ? {} : { group }),
    ...(keyExchange?.primeBits === undefined ? {} : { primeBits: keyExchange.primeBits }),
    ...(keyExchange?.signatureScheme === undefined ? {} : { signatureScheme: keyExchange.signatureScheme }),
  };
}
