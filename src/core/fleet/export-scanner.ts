import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, isBlank, OPEN_BRACE, OPEN_BRACKET, QUOTE } from "../bytes/json-bytes.ts";
import { GrowingBytes } from "../recordings/growing-bytes.ts";
import { ValueScanner } from "../recordings/json-scanner.ts";
import { TelemetryError } from "../telemetry/json-reader.ts";

/** What the members of an export are given to, as they are found. Whatever it throws ends the reading. */
export interface ExportListener {
  /** A short member beside certificates and observations, as JSON. */
  member(name: string, json: string): void;
  /** A certificate's base64 stands, in quotes, at these offsets from the begin of the document. */
  certificate(sha256: string, start: number, end: number): void;
  /** One observation's bytes, good during the call alone; `index` counts from 0. */
  observation(json: Uint8Array, index: number): void;
}

/** Bytes of one value that is held: an observation with long chains of messages, a certificate of 1 MiB in base64. */
const MAX_VALUE = 16 * 1024 * 1024;
const MAX_KEY = 1000;
/** Arrays and objects within each other in one observation; ours have six. */
const MAX_DEPTH = 64;

type State = "start" | "key" | "colon" | "value" | "between" | "done";
type Place = "document" | "certificates" | "observations";

/**
 * Takes an export document (schema/telemetry-1.schema.json) apart, from bytes in chunks, without holding more of it than one
 * observation; members may stand in any order. @throws TelemetryError with the place, from `push` and `end`
 */
export class ExportScanner {
  readonly #listener: ExportListener;
  readonly #held = new GrowingBytes();
  readonly #scanner = new ValueScanner();
  readonly #decoder = new TextDecoder();
  #state: State = "start";
  #place: Place = "document";
  #key = "";
  /** A key or value is under way. */
  #begun = false;
  /** Bytes that were let go. */
  #offset = 0;
  #index = 0;

  constructor(listener: ExportListener) {
    this.#listener = listener;
  }

  push(chunk: Uint8Array): void {
    this.#held.push(chunk);
    this.#advance();
    this.#held.settle();
  }

  /** No more bytes come. */
  end(): void {
    if (this.#state === "done") return;
    const at = this.#offset + this.#held.length;
    const where = this.#place === "document" ? "" : ` within "${this.#place}"`;
    throw new TelemetryError("cut-off", `byte ${at}`, `the document ends here${where}, in the middle: it was cut off. Save the export again`);
  }

  #advance(): void {
    for (;;) {
      const used = this.#step(this.#held.view);
      if (used === undefined) return;
      this.#held.drop(used);
      this.#offset += used;
    }
  }

  /** One step. The bytes that are done with; undefined: more are needed. */
  #step(bytes: Uint8Array): number | undefined {
    if (this.#begun) return this.#state === "key" ? this.#readKey(bytes) : this.#readValue(bytes);
    let at = 0;
    while (at < bytes.length && isBlank(bytes[at])) at++;
    if (at === bytes.length) return at > 0 ? at : undefined;
    return this.#structure(bytes[at] ?? 0, at);
  }

  #structure(byte: number, at: number): number {
    switch (this.#state) {
      case "start":
        // A byte order mark is an editor's.
        if (byte === 0xef || byte === 0xbb || byte === 0xbf) return at + 1;
        if (byte !== OPEN_BRACE) throw this.#unexpected("\"{\"", at);
        this.#state = "key";
        return at + 1;
      case "key":
        if (byte === CLOSE_BRACE) return this.#close(at);
        if (byte !== QUOTE) throw this.#unexpected("a member's name", at);
        return this.#begin(at);
      case "colon":
        if (byte !== COLON) throw this.#unexpected("\":\"", at);
        this.#state = "value";
        return at + 1;
      case "value":
        return this.#value(byte, at);
      case "between":
        if (byte === COMMA) {
          this.#state = this.#place === "observations" ? "value" : "key";
          return at + 1;
        }
        if (byte === (this.#place === "observations" ? CLOSE_BRACKET : CLOSE_BRACE)) return this.#close(at);
        throw this.#unexpected("\",\"", at);
      case "done":
        throw this.#unexpected("nothing more", at);
    }
  }

  #value(byte: number, at: number): number {
    if (this.#place === "document" && this.#key === "certificates") {
      if (byte !== OPEN_BRACE) throw this.#unexpected("an object of certificates", at);
      this.#place = "certificates";
      this.#state = "key";
      return at + 1;
    }
    if (this.#place === "document" && this.#key === "observations") {
      if (byte !== OPEN_BRACKET) throw this.#unexpected("a list of observations", at);
      this.#place = "observations";
      return at + 1;
    }
    if (this.#place === "observations" && byte === CLOSE_BRACKET && this.#index === 0) return this.#close(at);
    return this.#begin(at);
  }

  #begin(at: number): number {
    this.#begun = true;
    this.#scanner.reset(0);
    return at;
  }

  #close(at: number): number {
    this.#state = this.#place === "document" ? "done" : "between";
    this.#place = "document";
    return at + 1;
  }

  #readKey(bytes: Uint8Array): number | undefined {
    const end = this.#scan(bytes, MAX_KEY);
    if (end === undefined) return undefined;
    const key = this.#parse(bytes.subarray(0, end));
    if (typeof key !== "string") throw this.#unexpected("a member's name", 0);
    this.#key = key;
    this.#begun = false;
    this.#state = "colon";
    return end;
  }

  #readValue(bytes: Uint8Array): number | undefined {
    const end = this.#scan(bytes, MAX_VALUE);
    if (end === undefined) return undefined;
    if (end === 0) throw this.#unexpected("a value", 0);
    const value = bytes.subarray(0, end);
    this.#begun = false;
    this.#state = "between";
    if (this.#place === "observations") this.#listener.observation(value, this.#index++);
    else if (this.#place === "certificates") this.#listener.certificate(this.#key, this.#offset, this.#offset + end);
    else this.#listener.member(this.#key, this.#decoder.decode(value));
    return end;
  }

  #scan(bytes: Uint8Array, most: number): number | undefined {
    const state = this.#scanner.scan(bytes);
    if (state === "broken" || this.#scanner.deepest > MAX_DEPTH) throw this.#unexpected("JSON", this.#scanner.position);
    if (this.#scanner.position > most) throw new TelemetryError("too-long", this.#where(0), `a value of more than ${most} bytes is not read`);
    return state === "done" ? this.#scanner.position : undefined;
  }

  #parse(bytes: Uint8Array): unknown {
    try {
      return JSON.parse(this.#decoder.decode(bytes)) as unknown;
    } catch (error) {
      if (error instanceof SyntaxError) throw this.#unexpected("JSON", 0);
      throw error;
    }
  }

  #where(at: number): string {
    return this.#place === "observations" ? `observations[${this.#index}] (byte ${this.#offset + at})` : `byte ${this.#offset + at}`;
  }

  #unexpected(what: string, at: number): TelemetryError {
    return new TelemetryError("bad-json", this.#where(at), `${what} is expected here; the file is damaged, or it is no export`);
  }
}
