import type { Readable, Writable } from "node:stream";
import { LINE, visibleText } from "../src/core/text/visible-text.ts";

/** What a command reads and writes. */
export interface Streams {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  /** The program itself, which a thread of its own would run; absent: there are to be none. */
  program?: URL;
}

/** Says a line on stderr, hostile text made visible. */
export function noteOn({ stderr }: Pick<Streams, "stderr">): (line: string) => void {
  return (line) => {
    stderr.write(`tlscope: ${visibleText(line, LINE)}\n`);
  };
}
