import { Gunzip, Unzip, UnzipInflate } from "fflate";
import { RecordingError } from "./recording-error.ts";

/** Compressed bytes that are expanded at once: what a chunk may grow to is a thousand times as much. */
const PIECE = 16 * 1024;
const MAGIC = 4;
/** Stored, and deflated (APPNOTE.TXT section 4.4.5). */
const METHODS: ReadonlySet<number> = new Set([0, 8]);

/** Gives the bytes of a recording, be it as it is, gzipped, or the first .json of a zip archive, from chunks. */
export class Unpacker {
  readonly #give: (bytes: Uint8Array) => void;
  #begin: Uint8Array = new Uint8Array();
  #push: ((bytes: Uint8Array, last: boolean) => void) | undefined;
  #unzipped: "nothing" | "under-way" | "done" | undefined;

  /** `give`: is told of the bytes as they come out. */
  constructor(give: (bytes: Uint8Array) => void) {
    this.#give = give;
  }

  /** @throws RecordingError for bytes that cannot be expanded, and whatever `give` throws */
  push(chunk: Uint8Array): void {
    if (this.#push !== undefined) {
      this.#expand(chunk);
      return;
    }
    const begin = new Uint8Array(this.#begin.length + chunk.length);
    begin.set(this.#begin);
    begin.set(chunk, this.#begin.length);
    this.#begin = begin;
    if (begin.length >= MAGIC) this.#start();
  }

  /** No more bytes come. What was cut off in the middle is given as far as it goes. @throws RecordingError */
  end(): void {
    if (this.#push === undefined) this.#start();
    if (this.#unzipped === "nothing") throw new RecordingError("bad-compression", "The zip archive holds no .json file that can be read.");
  }

  #start(): void {
    const [first, second, third] = this.#begin;
    if (first === 0x1f && second === 0x8b) {
      const gunzip = new Gunzip((bytes) => this.#give(bytes));
      this.#push = (bytes) => gunzip.push(bytes);
    } else if (first === 0x50 && second === 0x4b && third === 3) {
      this.#push = this.#unzip();
    }
    const begin = this.#begin;
    this.#begin = new Uint8Array();
    if (this.#push === undefined) {
      this.#push = (bytes) => this.#give(bytes);
      this.#give(begin);
      return;
    }
    this.#expand(begin);
  }

  #expand(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length && this.#unzipped !== "done"; start += PIECE) {
      try {
        this.#push?.(bytes.subarray(start, start + PIECE), false);
      } catch (error) {
        // fflate throws errors with a number for a code; what `give` throws is its own.
        if (!(error instanceof Error && "code" in error && typeof error.code === "number")) throw error;
        throw new RecordingError("bad-compression", `The file cannot be expanded: ${error.message}.`);
      }
    }
  }

  #unzip(): (bytes: Uint8Array, last: boolean) => void {
    const unzip = new Unzip((file) => {
      if (!METHODS.has(file.compression)) throw new RecordingError("bad-compression", `The zip archive holds a file that is compressed in a way that is not known here (method ${file.compression}).`);
      const wanted = this.#unzipped === "nothing" && file.name.toLowerCase().endsWith(".json");
      if (wanted) this.#unzipped = "under-way";
      file.ondata = (error, bytes, last) => {
        if (!wanted) return;
        if (error !== null) throw error;
        this.#give(bytes);
        if (last) this.#unzipped = "done";
      };
      file.start();
    });
    unzip.register(UnzipInflate);
    this.#unzipped = "nothing";
    return (bytes, last) => unzip.push(bytes, last);
  }
}
