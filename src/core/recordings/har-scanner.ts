import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, isBlank, OPEN_BRACE, OPEN_BRACKET, QUOTE } from "../bytes/json-bytes.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { ValueScanner } from "./json-scanner.ts";
import { utf8 } from "./log-scanner.ts";
import { RecordingError } from "./recording-error.ts";

/** What the members of the archive are given to, as they are found. */
export interface ArchiveListener {
  /** The text of "creator" or "browser". */
  program(member: "creator" | "browser", json: string): void;
  /** The text of one entry. Gives whether it could be read. */
  entry(json: string): boolean;
}

/** Bytes of one entry, which has the body of its response in it, and of another member that is kept. */
const MAX_ENTRY = 64 * 1024 * 1024;
const MAX_PROGRAM = 64 * 1024;
const MAX_KEY = 1000;
/** Braces and brackets within each other. Real entries have a dozen (stacks of scripts). */
const MAX_DEPTH = 512;

type State = "start" | "key" | "in-key" | "colon" | "value" | "entries" | "entry" | "done";

/** Takes an HTTP Archive apart, from bytes in chunks, without holding more of it than one entry. */
export class HarScanner {
  entries = 0;
  /** Entries that could not be read: no JSON, too long, nested too deep. */
  damaged = 0;
  /** Whether the whole archive was there, to the end of its log. */
  complete = false;
  readonly #listener: ArchiveListener;
  readonly #held = new GrowingBytes();
  readonly #scanner = new ValueScanner();
  #state: State = "start";
  #inLog = false;
  #key = "";
  /** The value under way is longer than it may be: its bytes are let go. */
  #tooLong = false;

  constructor(listener: ArchiveListener) {
    this.#listener = listener;
  }

  /** The chunk may be used for other things afterwards. @throws RecordingError where it is no archive */
  push(chunk: Uint8Array): void {
    this.#held.push(chunk);
    for (;;) {
      const used = this.#step(this.#held.view);
      if (used === undefined) break;
      this.#held.drop(used);
    }
    this.#held.settle();
  }

  /** No more bytes come. @throws RecordingError */
  end(): void {
    if (this.#state === "start") throw new RecordingError("not-a-recording", "The file is empty.");
    if (!this.#inLog && !this.complete) throw notAnArchive();
  }

  /** One step. The bytes that are done with; undefined: more are needed. */
  #step(bytes: Uint8Array): number | undefined {
    if (bytes.length === 0) return undefined;
    switch (this.#state) {
      case "in-key": return this.#readKey(bytes);
      case "value": return this.#value(bytes);
      case "entry": return this.#entry(bytes);
      default:
    }
    let at = 0;
    while (at < bytes.length && isBlank(bytes[at])) at++;
    return at === bytes.length ? at : this.#structure(bytes[at] ?? 0, at);
  }

  #structure(byte: number, at: number): number {
    switch (this.#state) {
      case "start":
        if (byte === 0xef || byte === 0xbb || byte === 0xbf) return at + 1;
        if (byte !== OPEN_BRACE) throw notAnArchive();
        this.#state = "key";
        return at + 1;
      case "key":
        if (byte === COMMA) return at + 1;
        if (byte === CLOSE_BRACE) {
          this.complete = this.#inLog;
          this.#state = "done";
          return at + 1;
        }
        if (byte !== QUOTE) return this.#lost();
        return this.#begin("in-key", at);
      case "colon":
        if (byte === COLON) return at + 1;
        if (!this.#inLog && this.#key === "log" && byte === OPEN_BRACE) {
          this.#inLog = true;
          this.#state = "key";
          return at + 1;
        }
        if (this.#inLog && this.#key === "entries" && byte === OPEN_BRACKET) {
          this.#state = "entries";
          return at + 1;
        }
        return this.#begin("value", at);
      case "entries":
        if (byte === COMMA) return at + 1;
        if (byte === CLOSE_BRACKET) {
          this.#state = "key";
          return at + 1;
        }
        return this.#begin("entry", at);
      default:
        // What stands behind the log is of no use.
        return at + 1;
    }
  }

  #begin(state: State, at: number): number {
    this.#state = state;
    this.#tooLong = false;
    this.#scanner.reset(0);
    return at;
  }

  #readKey(bytes: Uint8Array): number | undefined {
    const scan = this.#scanner.scan(bytes);
    const { position } = this.#scanner;
    if (scan === "broken" || position > MAX_KEY) return this.#lost();
    if (scan === "more") return undefined;
    this.#key = utf8(bytes.subarray(1, position - 1));
    this.#state = "colon";
    return position;
  }

  /** A member beside the entries. */
  #value(bytes: Uint8Array): number | undefined {
    const kept = this.#inLog && (this.#key === "creator" || this.#key === "browser") ? this.#key : undefined;
    return this.#scan(bytes, kept === undefined ? 0 : MAX_PROGRAM, (json) => {
      this.#state = "key";
      if (kept !== undefined && json !== undefined) this.#listener.program(kept, json);
    });
  }

  #entry(bytes: Uint8Array): number | undefined {
    return this.#scan(bytes, MAX_ENTRY, (json) => {
      this.#state = "entries";
      if (json !== undefined && this.#scanner.deepest <= MAX_DEPTH && this.#listener.entry(json)) this.entries++;
      else this.damaged++;
    });
  }

  /** Goes on with the value under way; `whole` gets its text, or nothing where it has more than `max` bytes. */
  #scan(bytes: Uint8Array, max: number, whole: (json: string | undefined) => void): number | undefined {
    const scan = this.#scanner.scan(bytes);
    const { position } = this.#scanner;
    if (scan === "broken") return this.#lost();
    this.#tooLong ||= position > max;
    if (scan === "more") {
      if (!this.#tooLong) return undefined;
      // Looked through, and not held.
      this.#scanner.position = 0;
      return position > 0 ? position : undefined;
    }
    whole(this.#tooLong ? undefined : utf8(bytes.subarray(0, position)));
    return position;
  }

  /** Beyond what is no JSON nothing is found again. */
  #lost(): number {
    if (!this.#inLog) throw notAnArchive();
    this.damaged++;
    this.#state = "done";
    return 0;
  }
}

function notAnArchive(): RecordingError {
  return new RecordingError("not-a-recording", "This is no HTTP Archive: a HAR file is JSON that begins with {\"log\": {.");
}
