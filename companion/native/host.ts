import type { Readable, Writable } from "node:stream";
import { observationToJson } from "../../src/core/telemetry/observation-json.ts";
import { handshakeToJson } from "../connect/handshake-json.ts";
import { probe, type Probe } from "../connect/probe.ts";
import type { Machine } from "../install/places.ts";
import { askRecording, RecordingAnswerError } from "./ask-recording.ts";
import { frame, framesOf, FramingError, write } from "./framing.ts";
import { parseRequest, PROTOCOL, NativeRequestError, type Request, type NativeRequestErrorCode, type Response } from "./messages.ts";

export interface HostOptions {
  /** The companion's version. */
  version: string;
  /** Milliseconds without a request, and none under way, after which the process ends. Default 30,000. */
  idle?: number;
  /** Milliseconds for one probe. Default 10,000. */
  timeout?: number;
  /** Where recordings that run are looked for. Without it nothing is recorded. */
  machine?: Machine;
}

const IDLE = 30_000;
const TIMEOUT = 10_000;
/** Probes at a time, and requests that may wait for one. */
const AT_ONCE = 4;
const MAX_WAITING = 64;

/**
 * The companion behind a browser: requests in, answers out, until the browser closes the input or nothing is asked for a
 * while. Connects to nothing but the addresses that it is asked for and the recording that runs, sends no request of any protocol behind the handshake,
 * and keeps nothing. @throws FramingError where the input is no native messaging
 */
export async function runHost(input: Readable, output: Writable, options: HostOptions): Promise<void> {
  const { idle = IDLE } = options;
  const running = new Set<Promise<void>>();
  const waiting: (() => void)[] = [];
  let atWork = 0;
  let writing = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const rest = (): void => {
    clearTimeout(timer);
    // Ends the reading below as the browser would.
    if (running.size === 0) timer = setTimeout(() => input.destroy(), idle);
  };
  const answer = (response: Response): Promise<void> => {
    writing = writing.then(() => write(output, framed(response)));
    return writing;
  };
  const work = async (request: Request): Promise<void> => {
    if (atWork >= AT_ONCE) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    }
    atWork += 1;
    try {
      await answer(await respond(request, options));
    } finally {
      atWork -= 1;
      waiting.shift()?.();
    }
  };
  rest();
  try {
    for await (const bytes of framesOf(readable(input))) {
      clearTimeout(timer);
      try {
        const request = parseRequest(bytes);
        if (waiting.length >= MAX_WAITING) throw new NativeRequestError("busy", request.id, `${MAX_WAITING} requests wait already`);
        const task: Promise<void> = work(request).finally(() => {
          running.delete(task);
          rest();
        });
        running.add(task);
      } catch (error) {
        if (!(error instanceof NativeRequestError)) throw error;
        await answer(failure(error.id, error.code, error.message));
      }
      rest();
    }
    await Promise.all(running);
  } catch (error) {
    if (!(error instanceof FramingError)) throw error;
    await answer(failure(null, error.code, error.message));
    throw error;
  } finally {
    clearTimeout(timer);
    await writing;
  }
}

/** The input's chunks; its end by our own hand is an end like the browser's. */
async function* readable(input: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of input) yield chunk as Uint8Array;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE")) throw error;
  }
}

async function respond(request: Request, { version, timeout = TIMEOUT, machine }: HostOptions): Promise<Response> {
  if (request.type === "hello") return { version: PROTOCOL, id: request.id, type: "hello", companion: version, openssl: process.versions.openssl };
  const { id } = request;
  try {
    if (request.type === "recorded" || request.type === "built") return { version: PROTOCOL, id, type: "recorded", ...machine === undefined ? { recording: false } : await askRecording(request, { machine }) };
    const { time, observation, handshake, failure: failed, as } = await ask(request, timeout);
    return {
      version: PROTOCOL, id, type: "probe", time, observation: observationToJson(observation),
      ...(handshake === undefined ? {} : { handshake: handshakeToJson(handshake) }),
      ...(failed === undefined ? {} : { failure: { stage: failed.stage, code: failed.code, message: failed.message } }),
      ...(as === undefined ? {} : { as }),
    };
  } catch (error) {
    if (error instanceof RecordingAnswerError) return failure(id, error.code, error.message);
    // A fault of ours in one request must not end the others.
    return failure(id, "internal", `A fault of tlscope itself: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** As the browser where that is asked for; where the server shows that one nothing, it may show more to a client that offers more. */
async function ask({ host, port, address, as }: Extract<Request, { type: "probe" }>, timeout: number): Promise<Probe> {
  const options = { connect: { host: address }, timeout };
  if (as !== undefined) {
    const asked = await probe({ host, port }, { ...options, as });
    if (asked.handshake?.certificates !== undefined || asked.failure?.stage === "connect") return asked;
  }
  return await probe({ host, port }, options);
}

function framed(response: Response): Buffer {
  try {
    return frame(response);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return frame(failure(response.id, "answer-too-long", "What the server sent is more than a browser takes in one message: ask with tlscope probe."));
  }
}

function failure(id: number | null, code: NativeRequestErrorCode, message: string): Response {
  return { version: PROTOCOL, id, type: "error", code, message };
}
