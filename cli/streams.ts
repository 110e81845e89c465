import type { Readable, Writable } from "node:stream";

/** What a command reads and writes. */
export interface Streams {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
}
