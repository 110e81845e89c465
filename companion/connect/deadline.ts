import { ProbeError } from "./failure.ts";

/** One time limit over several steps: whatever runs when it passes is ended. */
export class Deadline {
  readonly #end: number;

  /** `milliseconds` from now. */
  constructor(milliseconds: number) {
    this.#end = performance.now() + milliseconds;
  }

  /** Milliseconds that are left, at least 0. */
  get left(): number {
    return Math.max(0, this.#end - performance.now());
  }

  /** Waits for what `start` begins, at most `limit` milliseconds, and calls `end` where it takes longer. @throws ProbeError "connection-timeout" */
  async during<T>(what: string, start: () => Promise<T>, end: () => void, limit = Infinity): Promise<T> {
    const milliseconds = Math.min(this.left, limit);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        end();
        reject(new ProbeError("connection-timeout", `${what} took longer than ${Math.round(milliseconds)} ms`));
      }, milliseconds);
    });
    try {
      return await Promise.race([start(), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
