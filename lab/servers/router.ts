import { createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { MAX_CLIENT_HELLO, peekClientHello } from "./client-hello.ts";
import type { Peeked } from "./client-hello.ts";

export interface RouterOptions {
  /** Takes over the socket, whose bytes read so far are back in its buffer; undefined where no such host is served. */
  route: (serverName: string | undefined) => ((socket: Socket) => void) | undefined;
  /** What to say to someone who speaks plain HTTP here. */
  plainTextAnswer: string;
  /** Milliseconds in which the whole ClientHello must come. */
  helloTimeout?: number;
}

/** RFC 8446 6: a fatal alert in a record of its own; RFC 6066 section 3: unrecognized_name(112). */
const UNRECOGNIZED_NAME = Buffer.from([21, 3, 3, 0, 2, 2, 112]);

/** One TCP port for all: reads each connection's ClientHello and hands the socket, untouched, to the server that it names. */
export function createRouter(options: RouterOptions): Server {
  return createServer((socket) => {
    let bytes = Buffer.alloc(0);
    const timer = setTimeout(() => socket.destroy(), options.helloTimeout ?? 10_000);

    const release = () => {
      clearTimeout(timer);
      socket.off("data", onData).off("error", ignore).off("close", release);
    };
    const onData = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const peeked = peekClientHello(bytes);
      if (peeked.kind === "incomplete" && bytes.length <= MAX_CLIENT_HELLO) return;
      release();
      decide(socket, bytes, peeked, options);
    };
    // A peer that resets before it has said anything is the peer's affair; "close" follows and cleans up.
    const ignore = () => undefined;
    socket.on("data", onData).on("error", ignore).on("close", release);
  });
}

function decide(socket: Socket, bytes: Buffer, peeked: Peeked, { route, plainTextAnswer }: RouterOptions): void {
  if (peeked.kind === "hello") {
    const serve = route(peeked.serverName);
    if (serve !== undefined) {
      socket.pause();
      socket.unshift(bytes);
      serve(socket);
      return;
    }
    farewell(socket, UNRECOGNIZED_NAME);
    return;
  }
  if (peeked.kind === "not-tls" && looksLikeHttp(bytes)) {
    farewell(socket, plainTextAnswer);
    return;
  }
  socket.destroy();
}

function looksLikeHttp(bytes: Buffer): boolean {
  return /^[A-Z]{3,8} [\x21-\x7e]/.test(bytes.subarray(0, 16).toString("latin1"));
}

/** Says a last word and closes, without waiting for the peer to agree. */
export function farewell(socket: Socket, message: string | Uint8Array): void {
  socket.on("error", () => socket.destroy());
  socket.end(message, () => socket.destroySoon());
}
