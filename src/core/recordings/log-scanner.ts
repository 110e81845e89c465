import { CARRIAGE_RETURN, CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, isBlank, NEWLINE, OPEN_BRACE, OPEN_BRACKET, QUOTE } from "../bytes/json-bytes.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { ValueScanner } from "./json-scanner.ts";
import { RecordingError } from "./recording-error.ts";

/** What the members of the log are given to, as they are found. */
export interface LogListener {
  /** The text of "constants". Throws to end the reading. */
  constants(json: string): void;
  /** Whether an event that stands in a line of its own is of no use, so that it need not be read. */
  skips(line: Uint8Array): boolean;
  /**
   * One event's bytes, good during the call alone.
   * @returns whether it is JSON that could be read
   */
  event(json: Uint8Array): boolean;
}

/** Bytes of one event, and of the constants. An event with a long chain has some 100 KB, Chromium's constants some 60 KB. */
const MAX_EVENT = 16 * 1024 * 1024;
const MAX_CONSTANTS = 16 * 1024 * 1024;
const MAX_KEY = 1000;
/** Bytes of a line that is given on without being looked through; nothing in it can be nested deep enough to matter. */
const MAX_LINE = 64 * 1024;
/** Braces and brackets within each other. Real events have six. */
const MAX_DEPTH = 64;
/** Bytes that are looked at a second time after damage, in all: beyond it an event that does not end with its line is damaged. */
const MAX_AGAIN = 64 * 1024 * 1024;

type State = "start" | "key" | "colon" | "value" | "events" | "event" | "next-line" | "done";

/**
 * Takes a NetLog apart, from bytes in chunks, without holding more of it than one event. Chromium writes one event a line;
 * what other programs made of it (in one line, or laid out) is read, too. After damage it goes on at the next line.
 */
export class LogScanner {
  /** Events that could not be read: no JSON, too long, nested too deep. */
  damaged = 0;
  events = 0;
  /** Whether the whole log was there, to its last brace. */
  complete = false;
  readonly #listener: LogListener;
  readonly #held = new GrowingBytes();
  readonly #scanner = new ValueScanner();
  #state: State = "start";
  #key = "";
  /** Of a value under way; undefined: none is. */
  #begun = false;
  /** The value's bytes are not held, being too many or of no use. */
  #letGo = false;
  #again = 0;
  #hasConstants = false;

  constructor(listener: LogListener) {
    this.#listener = listener;
  }

  /** The chunk may be used for other things afterwards. @throws RecordingError where it is no NetLog */
  push(chunk: Uint8Array): void {
    this.#held.push(chunk);
    this.#advance(false);
    this.#held.settle();
  }

  /** No more bytes come. @throws RecordingError */
  end(): void {
    this.#advance(true);
    if (this.#state === "start") throw new RecordingError("not-a-recording", "The file is empty.");
    if (!this.#hasConstants) throw new RecordingError("constants-missing", "The log has no constants: it was cut off before them, or it is no NetLog.");
  }

  #advance(last: boolean): void {
    for (;;) {
      const bytes = this.#held.view;
      const used = this.#step(bytes, last);
      if (used === undefined) return;
      this.#held.drop(used);
    }
  }

  /** One step. The bytes that are done with; undefined: more are needed. */
  #step(bytes: Uint8Array, last: boolean): number | undefined {
    if (this.#state === "event") return this.#event(bytes, last);
    if (this.#state === "value") return this.#value(bytes);
    if (this.#state === "next-line") {
      const end = bytes.indexOf(NEWLINE);
      if (end >= 0) this.#state = "events";
      return end >= 0 ? end + 1 : bytes.length > 0 ? bytes.length : undefined;
    }
    if (this.#state === "key" && this.#begun) return this.#readKey(bytes);
    let at = this.#state === "events" ? this.#lines(bytes) : 0;
    while (at < bytes.length && isBlank(bytes[at])) at++;
    if (at === bytes.length) return at > 0 ? at : undefined;
    return this.#structure(bytes, at);
  }

  /** What stands between values. */
  #structure(bytes: Uint8Array, at: number): number {
    const byte = bytes[at];
    switch (this.#state) {
      case "start":
        // A byte order mark is an editor's.
        if (byte === 0xef || byte === 0xbb || byte === 0xbf) return at + 1;
        if (byte !== OPEN_BRACE) throw new RecordingError("not-a-recording", "This is no NetLog: a NetLog begins with \"{\".");
        this.#state = "key";
        return at + 1;
      case "key":
        if (byte === COMMA) return at + 1;
        if (byte === CLOSE_BRACE) {
          this.complete = true;
          this.#state = "done";
          return at + 1;
        }
        if (byte !== QUOTE) return this.#lost();
        this.#begun = true;
        this.#scanner.reset(0);
        return at;
      case "colon":
        if (byte === COLON) return at + 1;
        if (this.#key === "events" && byte === OPEN_BRACKET) {
          if (!this.#hasConstants) throw new RecordingError("constants-missing", "The log has events before its constants: their numbers have no meaning without.");
          this.#state = "events";
          return at + 1;
        }
        this.#state = "value";
        this.#letGo = this.#key !== "constants";
        this.#scanner.reset(0);
        return at;
      case "events":
        if (byte === COMMA) return at + 1;
        if (byte === CLOSE_BRACKET) {
          this.#state = "key";
          return at + 1;
        }
        return this.#beginEvent(at);
      default:
        // Behind the log's end.
        return bytes.length;
    }
  }

  #beginEvent(at: number): number {
    this.#state = "event";
    this.#scanner.reset(0);
    return at;
  }

  /**
   * The short way for events as Chromium writes them, each in a line of its own: JSON.parse says whether it is whole, and what
   * is skipped ends as an event does. Gives where the first stands that is not so: it is looked through.
   */
  #lines(bytes: Uint8Array): number {
    let at = 0;
    for (;;) {
      while (bytes[at] === COMMA || isBlank(bytes[at])) at++;
      if (bytes[at] !== OPEN_BRACE) break;
      const newline = bytes.indexOf(NEWLINE, at);
      if (newline < 0 || newline - at > MAX_LINE) break;
      let end = newline;
      if (bytes[end - 1] === CARRIAGE_RETURN) end--;
      if (bytes[end - 1] === COMMA) end--;
      if (bytes[end - 1] !== CLOSE_BRACE) break;
      const line = bytes.subarray(at, end);
      if (!this.#listener.skips(line) && !this.#listener.event(line)) break;
      this.events++;
      at = newline + 1;
    }
    return at;
  }

  #readKey(bytes: Uint8Array): number | undefined {
    const scan = this.#scanner.scan(bytes);
    if (scan === "broken" || this.#scanner.position > MAX_KEY) return this.#lost();
    if (scan === "more") return undefined;
    this.#key = utf8(bytes.subarray(1, this.#scanner.position - 1));
    this.#begun = false;
    this.#state = "colon";
    return this.#scanner.position;
  }

  /** A member beside the events: the constants are kept, all else is passed over. */
  #value(bytes: Uint8Array): number | undefined {
    const scan = this.#scanner.scan(bytes);
    const { position } = this.#scanner;
    if (scan === "broken") {
      if (!this.#hasConstants) throw new RecordingError("not-a-recording", "This is no NetLog: it is not JSON.");
      return this.#lost();
    }
    if (this.#letGo) {
      if (scan === "done") this.#state = "key";
      this.#scanner.position = 0;
      return scan === "done" || position > 0 ? position : undefined;
    }
    if (position > MAX_CONSTANTS) throw new RecordingError("too-long", `The log's constants have more than ${MAX_CONSTANTS} bytes.`);
    if (scan === "more") return undefined;
    this.#listener.constants(utf8(bytes.subarray(0, position)));
    this.#hasConstants = true;
    this.#state = "key";
    return position;
  }

  #event(bytes: Uint8Array, last: boolean): number | undefined {
    const end = this.#mayReach(bytes);
    const scan = this.#scanner.scan(bytes.subarray(0, end));
    const { position, deepest } = this.#scanner;
    if (scan === "done") {
      this.#state = "events";
      if (deepest <= MAX_DEPTH && this.#listener.event(bytes.subarray(0, position))) this.events++;
      else this.damaged++;
      return position;
    }
    if (scan === "broken" || position > MAX_EVENT || end < bytes.length) return this.#resume(bytes);
    // The end of a log that was cut off: the last event is not whole, unless it is one before it that lacks its end.
    if (last && bytes[bytes.indexOf(NEWLINE) + 1] === OPEN_BRACE && bytes.includes(NEWLINE)) return this.#resume(bytes);
    return undefined;
  }

  /** Where the event must have ended: with its line, once too much was looked at again. */
  #mayReach(bytes: Uint8Array): number {
    const line = this.#again > MAX_AGAIN ? bytes.indexOf(NEWLINE) : -1;
    return line < 0 ? bytes.length : line + 1;
  }

  /** Goes on at the line behind the one that the damaged event begins in: it lacks its end, and may have taken others along. */
  #resume(bytes: Uint8Array): number {
    const seen = this.#scanner.position;
    const line = bytes.subarray(0, seen).indexOf(NEWLINE);
    this.damaged++;
    this.#state = line < 0 ? "next-line" : "events";
    if (line < 0) return seen;
    this.#again += seen - line;
    return line + 1;
  }

  /** Outside of the events nothing can be found again. */
  #lost(): number {
    if (!this.#hasConstants) throw new RecordingError("not-a-recording", "This is no NetLog: it is not JSON.");
    this.damaged++;
    this.#state = "done";
    return 0;
  }
}

const decoder = new TextDecoder();

export function utf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
