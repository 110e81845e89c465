import { once } from "node:events";
import { request, type RequestOptions } from "node:https";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { networkFailure } from "./dial.ts";
import { asSentence, type ProbeFailure } from "./failure.ts";
import { clientOffer } from "./offer.ts";
import { DEFAULT_TIMEOUT, type ProbeOptions } from "./options.ts";
import type { Target } from "./target.ts";

/** What a server answered to one request. */
export interface HttpAnswer {
  status: number;
  /** In their order, a line each. */
  headers: { name: string; value: string }[];
}

/** Bytes of headers that are read. */
const MAX_HEADERS = 64 * 1024;

/** Sends one `GET /` over a connection of its own and reads the headers of the answer; no redirect is followed. Never throws for what the server does. */
export async function askHttp(target: Target, options: ProbeOptions): Promise<HttpAnswer | ProbeFailure> {
  const serverName = options.serverName === undefined ? (isIP(target.host) === 0 ? target.host : null) : options.serverName;
  const authority = isIP(target.host) === 6 ? `[${target.host}]` : target.host;
  const signal = AbortSignal.timeout(options.timeout ?? DEFAULT_TIMEOUT);
  const asked: RequestOptions = {
    ...clientOffer({ ...options, alpn: ["http/1.1"] }, target.port), ...options.clientCertificate,
    host: options.connect?.host ?? target.host, port: options.connect?.port ?? target.port, servername: serverName ?? "", rejectUnauthorized: false,
    path: "/", headers: { host: target.port === HTTPS ? authority : `${authority}:${target.port}`, "user-agent": "tlscope", accept: "*/*" },
    agent: false, signal, maxHeaderSize: MAX_HEADERS,
  };
  const sent = request(asked);
  // What comes behind the answer, or behind its end, is no matter of ours.
  sent.on("error", () => undefined);
  try {
    sent.end();
    const [answer] = await once(sent, "response") as [IncomingMessage];
    const { rawHeaders } = answer;
    const headers = Array.from({ length: rawHeaders.length / 2 }, (_, i) => ({ name: rawHeaders[2 * i] ?? "", value: rawHeaders[2 * i + 1] ?? "" }));
    return { status: answer.statusCode ?? 0, headers };
  } catch (error) {
    const stage = "handshake";
    if (signal.aborted) return { stage, code: "connection-timeout", message: "The request was not answered in time." };
    const failure = networkFailure(error);
    return { stage, code: failure?.code ?? "tls-handshake", message: asSentence(error instanceof Error ? error.message : String(error)) };
  } finally {
    sent.destroy();
  }
}

const HTTPS = 443;
