import type { Socket } from "node:net";
import { Duplex } from "node:stream";

/**
 * A socket whose incoming bytes somebody else sees first. Node reads a net.Socket's handle past its stream, so that only
 * a stream around it shows what comes over the wire. Reads no faster than it is read.
 */
export class Tap extends Duplex {
  readonly #socket: Socket;

  /** `seen` is called with each chunk before it is passed on, and may destroy the tap. */
  constructor(socket: Socket, seen: (chunk: Buffer) => void) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => {
      seen(chunk);
      if (!this.destroyed && !this.push(chunk)) socket.pause();
    });
    socket.on("end", () => {
      if (!this.destroyed) this.push(null);
    });
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
    socket.pause();
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, (error) => done(error));
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
