import type { Observation } from "../../src/core/observation.ts";
import { choose, type Choice } from "../../src/core/recordings/choose.ts";
import { RecordingError } from "../../src/core/recordings/recording-error.ts";
import { Unpacker } from "../../src/core/recordings/unpack.ts";
import { LINE, visibleText } from "../../src/core/text/visible-text.ts";
import { InputError } from "../errors.ts";

/** What was read of a recording. */
export interface Reading {
  /** Connections that were given on. */
  taken: number;
  /** Connections of the browser's own that were left out. */
  own: number;
  /** Whose recording it is, hostile text made visible. */
  browser: string;
  /** What was read, "1,234 events of Chromium 150", and what is worth knowing of it, a sentence each. */
  from: string;
  notes: readonly string[];
}

/** What a reader says at the end, before what was chosen is amountOf. */
export type ReadingEnd = Omit<Reading, "taken" | "own">;

/** Takes bytes in chunks and gives connections on. */
export interface ChunkReader {
  /** @throws RecordingError */
  push(bytes: Uint8Array): void;
  /** @throws RecordingError */
  end(): ReadingEnd;
}

/** A kind of recording that is read from its bytes. */
export interface RecordingForm {
  /** Said before anything is read. */
  warning: string;
  reader(onConnection: (observation: Observation) => void): ChunkReader;
}

/**
 * The connections of a recording that are chosen, one after the other: reads no faster than they are taken. Returns what was
 * read. @throws InputError where the file cannot be read or is none
 */
export async function* readRecording(form: RecordingForm, file: string, input: AsyncIterable<Uint8Array>, choice: Choice): AsyncGenerator<Observation, Reading> {
  const chooser = new Chooser(choice);
  const reader = form.reader((observation) => chooser.take(observation));
  const unpacker = new Unpacker((bytes) => reader.push(bytes));
  try {
    for await (const chunk of input) {
      unpacker.push(chunk);
      yield* chooser.taken();
    }
    unpacker.end();
    const end = reader.end();
    yield* chooser.taken();
    return { ...end, ...chooser.counts };
  } catch (error) {
    if (error instanceof RecordingError || isFileError(error)) throw new InputError(`${file}: ${error.message}`);
    throw error;
  }
}

/** Keeps what is chosen until it is asked for, and counts. */
export class Chooser {
  readonly counts = { taken: 0, own: 0 };
  readonly #choice: Choice;
  #waiting: Observation[] = [];

  constructor(choice: Choice) {
    this.#choice = choice;
  }

  take(observation: Observation): void {
    const taken = choose(observation, this.#choice);
    if (taken === "taken") this.#waiting.push(observation);
    else if (taken === "own") this.counts.own++;
  }

  /** Those that were chosen since the last call. */
  taken(): Observation[] {
    const taken = this.#waiting;
    this.#waiting = [];
    this.counts.taken += taken.length;
    return taken;
  }
}

/** What a recording says of its program, or of a browser; its words may be anything. */
export function programName({ name = "a program without a name", version }: { name?: string; version?: string }): string {
  return visibleText(`${name}${version === undefined ? "" : ` ${version}`}`, LINE);
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
