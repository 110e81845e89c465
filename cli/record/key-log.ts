import { spawnSync } from "node:child_process";
import { constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { InputError } from "../errors.ts";
import { RecentMap } from "../../src/core/recordings/recent-map.ts";

/** What opens the server's handshake messages of TLS 1.3; every other line is dropped unread. */
const WANTED = Buffer.from("SERVER_HANDSHAKE_TRAFFIC_SECRET ");
/** Bytes of a line: the label, 64 digits and 128 at most. */
const MAX_LINE = 512;
/** Secrets that wait for their connections. */
const MAX_WAITING = 1000;
const NEWLINE = 0x0a;

/** Lines of a key log, given to the connections that they are for. What nobody asks for is forgotten. */
export class KeyLines {
  readonly #waiting = new RecentMap<string, string>(MAX_WAITING);
  readonly #listeners = new Map<string, (line: string) => void>();
  #rest = Buffer.alloc(0);
  /** Within a line that is dropped. */
  #dropping = false;

  push(chunk: Uint8Array): void {
    let bytes = Buffer.concat([this.#rest, chunk]);
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE)) {
      if (!this.#dropping && isWanted(bytes)) this.#line(bytes.toString("latin1", 0, end));
      this.#dropping = false;
      bytes.fill(0, 0, end);
      bytes = bytes.subarray(end + 1);
    }
    // A line that is not wanted is not held until its end.
    this.#dropping ||= bytes.length > MAX_LINE || (bytes.length >= WANTED.length && !isWanted(bytes));
    this.#rest = this.#dropping ? Buffer.alloc(0) : Buffer.from(bytes);
  }

  /** `give` gets the line of a connection by its client random (hex), now or when it comes. Returns what ends that. */
  listen(random: string, give: (line: string) => void): () => void {
    const known = this.#waiting.get(random);
    if (known !== undefined) {
      this.#waiting.delete(random);
      give(known);
      return () => undefined;
    }
    this.#listeners.set(random, give);
    return () => {
      this.#listeners.delete(random);
    };
  }

  #line(line: string): void {
    const [, random, secret] = /^\S+ ([0-9a-f]{64}) ([0-9a-f]{64,128})\r?$/i.exec(line) ?? [];
    if (random === undefined || secret === undefined) return;
    const key = random.toLowerCase();
    const listener = this.#listeners.get(key);
    this.#listeners.delete(key);
    if (listener === undefined) this.#waiting.set(key, line.trim());
    else listener(line.trim());
  }
}

function isWanted(bytes: Uint8Array): boolean {
  return WANTED.every((byte, at) => bytes[at] === byte);
}

export interface KeyPipe {
  close(): void;
}

/** Makes a FIFO that a browser writes its key log into, so that it is never in a file. @throws InputError where none can be made */
export function openKeyPipe(path: string, lines: KeyLines): KeyPipe {
  const made = spawnSync("mkfifo", ["-m", "600", path], { stdio: "ignore" });
  if (made.status !== 0) throw new InputError(`a pipe for the key log cannot be made (mkfifo): ${made.error?.message ?? `status ${String(made.status)}`}`);
  // Open for writing, too: else it would end whenever one of the browser's processes closes it.
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const socket = new Socket({ fd, readable: true, writable: false });
  socket.on("data", (chunk: Buffer) => {
    lines.push(chunk);
    chunk.fill(0);
  });
  // Nothing that could fail here makes what was recorded wrong: connections without keys say so.
  socket.on("error", () => socket.destroy());
  return { close: () => socket.destroy() };
}
