import type { Socket } from "node:net";
import { networkFailure } from "../connect/dial.ts";
import { ProbeError } from "../connect/failure.ts";

/** Bytes that a server may say before an answer is complete. */
const MAX_HELD = 64 * 1024;

/** Bytes that tell what a server speaks. */
const MAX_HEARD = 512;

/** Asks and answers over a socket before TLS begins on it. Lines are read as Latin-1, without their ends. */
export class Conversation {
  readonly #socket: Socket;
  #held = Buffer.alloc(0);
  #heard = Buffer.alloc(0);
  #failure: Error | undefined;
  #changed: () => void = () => undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", this.#onData).on("end", this.#onEnd).on("error", this.#onError);
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#held = Buffer.concat([this.#held, chunk]);
    if (this.#heard.length < MAX_HEARD) this.#heard = Buffer.concat([this.#heard, chunk]).subarray(0, MAX_HEARD);
    if (this.#held.length > MAX_HELD) this.#fail(new ProbeError("starttls-protocol", `the server said more than ${MAX_HELD} bytes without coming to an answer`));
    this.#changed();
  };

  readonly #onEnd = (): void => this.#fail(new ProbeError("connection-closed", "the server closed the connection before TLS"));

  readonly #onError = (error: Error): void => this.#fail(networkFailure(error) ?? error);

  #fail(failure: Error): void {
    this.#failure ??= failure;
    this.#changed();
  }

  /** What the server has said, from the beginning on, as far as it is kept. */
  get heard(): Buffer {
    return this.#heard;
  }

  send(data: string | Uint8Array): void {
    this.#socket.write(data);
  }

  /** The next line. */
  async line(): Promise<string> {
    const end = await this.#until((held) => {
      const at = held.indexOf(0x0a);
      return at < 0 ? undefined : at + 1;
    });
    return this.#take(end).toString("latin1").replace(/\r?\n$/, "");
  }

  /** The next bytes, that many. */
  async bytes(length: number): Promise<Buffer> {
    return this.#take(await this.#until((held) => held.length >= length ? length : undefined));
  }

  /** All up to and with the first match of the pattern. */
  async text(pattern: RegExp): Promise<string> {
    return this.#take(await this.#until((held) => {
      const match = pattern.exec(held.toString("latin1"));
      return match === null ? undefined : match.index + match[0].length;
    })).toString("latin1");
  }

  /** Gives the socket over to TLS. @throws ProbeError where the server has said more than it was asked: what is behind an answer in clear could be anybody's */
  release(): void {
    this.#socket.off("data", this.#onData).off("end", this.#onEnd).off("error", this.#onError);
    this.#socket.pause();
    if (this.#held.length > 0) throw new ProbeError("starttls-protocol", `the server sent ${this.#held.length} bytes in clear behind its leave to begin TLS`);
  }

  #take(length: number): Buffer {
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return taken;
  }

  async #until(find: (held: Buffer) => number | undefined): Promise<number> {
    for (;;) {
      const end = find(this.#held);
      if (end !== undefined) return end;
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }
}

/** The server does not take TLS. `answer`: hostile text. */
export function refused(what: string, answer?: string): ProbeError {
  return new ProbeError("starttls-refused", answer === undefined ? what : `${what}: "${answer.slice(0, 200)}"`);
}

/** The server speaks something else. `answer`: hostile text. */
export function otherProtocol(protocol: string, answer: string): ProbeError {
  return new ProbeError("starttls-protocol", `this is not ${protocol}: "${answer.slice(0, 200)}"`);
}
