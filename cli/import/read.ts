import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { nodeDecompressors } from "../../companion/wire/decompressors.ts";
import type { Observation } from "../../src/core/observation.ts";
import { choose, type Choice } from "../../src/core/recordings/choose.ts";
import { NetLogReader, type NetLogSummary } from "../../src/core/recordings/netlog.ts";
import { RecordingError } from "../../src/core/recordings/recording-error.ts";
import { Unpacker } from "../../src/core/recordings/unpack.ts";
import { InputError } from "../errors.ts";

/** Bytes that are read at once. */
const CHUNK = 256 * 1024;

/** What was read of a recording. */
export interface Reading extends NetLogSummary {
  /** Connections that were given on. */
  taken: number;
  /** Connections of the browser's own that were left out. */
  own: number;
}

/** The file's bytes, or those of standard input for "-". Each chunk is good until the next is asked for: one piece of memory serves all. */
export async function* bytesOf(file: string, stdin: Readable): AsyncGenerator<Uint8Array> {
  if (file === "-") {
    yield* stdin;
    return;
  }
  const handle = await open(file);
  try {
    const buffer = new Uint8Array(CHUNK);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/**
 * The connections of a NetLog that are chosen, one after the other: reads no faster than they are taken. Returns what was
 * read. @throws InputError where the file cannot be read or is none
 */
export async function* readNetLog(file: string, input: AsyncIterable<Uint8Array>, choice: Choice): AsyncGenerator<Observation, Reading> {
  const waiting: Observation[] = [];
  const counts = { taken: 0, own: 0 };
  const reader = new NetLogReader({
    decompressors: nodeDecompressors,
    onConnection: (observation) => {
      const taken = choose(observation, choice);
      if (taken === "taken") waiting.push(observation);
      else if (taken === "own") counts.own++;
    },
  });
  const unpacker = new Unpacker((bytes) => reader.push(bytes));
  try {
    for await (const chunk of input) {
      unpacker.push(chunk);
      counts.taken += waiting.length;
      yield* waiting.splice(0);
    }
    unpacker.end();
    const summary = reader.end();
    counts.taken += waiting.length;
    yield* waiting.splice(0);
    return { ...summary, ...counts };
  } catch (error) {
    if (error instanceof RecordingError || isFileError(error)) throw new InputError(`${file}: ${error.message}`);
    throw error;
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
