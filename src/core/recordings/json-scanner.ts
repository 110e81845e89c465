import { CLOSE_BRACE, CLOSE_BRACKET, NEWLINE, OPEN_BRACE, OPEN_BRACKET, QUOTE } from "../bytes/json-bytes.ts";

const BACKSLASH = 0x5c;

/** How the scan of a value goes. */
export type ScanState =
  /** The bytes ran out: to be gone on with when there are more. */
  | "more"
  /** `position` is behind the value. */
  | "done"
  /** No JSON: a line ends within a string, or what is around the value ends before it. */
  | "broken";

/** Finds where one JSON value (RFC 8259) ends, over bytes that come in chunks, without making anything of it. */
export class ValueScanner {
  /** Where the scan stands in the bytes that are held. */
  position = 0;
  /** Braces and brackets that are open, at most. */
  deepest = 0;
  #depth = 0;
  #closes = 0;
  #state: "between" | "string" | "escape" | "word" = "between";

  /** Begins anew, at an offset where a value begins. */
  reset(position: number): void {
    this.position = position;
    this.deepest = 0;
    this.#depth = 0;
    this.#state = "between";
  }

  /** `bytes`: all that is held, of which those before `position` were seen. */
  scan(bytes: Uint8Array): ScanState {
    const end = bytes.length;
    let at = this.position;
    let depth = this.#depth;
    let state = this.#state;
    let result: ScanState = "more";
    // This loop sees every byte of logs of gigabytes: no calls in it.
    scanning: while (at < end) {
      const byte = bytes[at] ?? 0;
      if (state === "string") {
        if (byte === QUOTE) {
          state = "between";
          if (depth === 0) {
            at++;
            result = "done";
            break;
          }
        } else if (byte === BACKSLASH) state = "escape";
        else if (byte === NEWLINE) {
          result = "broken";
          break;
        }
      } else if (state === "escape") {
        state = "string";
      } else if (byte === QUOTE) {
        if (state === "word" && depth === 0) {
          result = "broken";
          break;
        }
        state = "string";
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (state === "word" && depth === 0) {
          result = "broken";
          break;
        }
        // A bracket's end stands two code points behind its beginning.
        if (depth === 0) this.#closes = byte + 2;
        depth++;
        if (depth > this.deepest) this.deepest = depth;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (depth === 0) {
          // The end of what is around: a number or a word ends here.
          result = state === "word" ? "done" : "broken";
          break;
        }
        depth--;
        if (depth === 0) {
          // What is around it ends instead: the value lacks its end.
          if (byte !== this.#closes) {
            result = "broken";
            break;
          }
          at++;
          result = "done";
          break;
        }
      } else if (depth === 0) {
        switch (byte) {
          case 0x2c: case 0x20: case 0x09: case 0x0d: case NEWLINE:
            if (state === "word") {
              result = "done";
              break scanning;
            }
            break;
          default:
            state = "word";
        }
      }
      at++;
    }
    this.position = at;
    this.#depth = depth;
    this.#state = state;
    return result;
  }
}
