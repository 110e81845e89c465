import { connect, type Socket } from "node:net";
import type { Deadline } from "./deadline.ts";
import { ProbeError, type FailureCode } from "./failure.ts";

const CODES: Readonly<Record<string, FailureCode>> = {
  ENOTFOUND: "host-not-found", EAI_AGAIN: "host-not-found", EAI_NODATA: "host-not-found",
  ECONNREFUSED: "connection-refused", ECONNRESET: "connection-reset", EPIPE: "connection-reset",
  ETIMEDOUT: "connection-timeout", EHOSTUNREACH: "connection-unreachable", ENETUNREACH: "connection-unreachable",
  EADDRNOTAVAIL: "connection-unreachable", EACCES: "connection-unreachable",
};

/** What a system error of a socket means; undefined where it is none. */
export function networkFailure(error: unknown): ProbeError | undefined {
  if (error instanceof ProbeError) return error;
  // Where all addresses of a name failed, the last one speaks for them.
  const one: unknown = error instanceof AggregateError ? error.errors.at(-1) : error;
  if (!(one instanceof Error) || !("code" in one)) return undefined;
  const code = CODES[String(one.code)];
  return code === undefined ? undefined : new ProbeError(code, one.message);
}

/** A TCP connection. @throws ProbeError */
export async function dial(host: string, port: number, deadline: Deadline, limit: number): Promise<Socket> {
  const socket = connect({ host, port, autoSelectFamily: true });
  socket.setNoDelay(true);
  try {
    return await deadline.during(`the TCP connection to ${host} port ${port}`, () => new Promise((resolve, reject) => {
      socket.once("connect", () => resolve(socket));
      socket.once("error", reject);
    }), () => socket.destroy(), limit);
  } catch (error) {
    socket.destroy();
    const failure = networkFailure(error);
    if (failure === undefined) throw error;
    throw failure;
  }
}
