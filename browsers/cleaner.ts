/** Ends a browser that was launched for a test, and removes what it left. */
import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import type { Browser } from "puppeteer-core";

/** Milliseconds that a browser gets to close by itself. */
const CLOSE_TIMEOUT = 5000;

export class Cleaner {
  /** Folders. */
  readonly #temporary: readonly string[];
  #browser: Browser | undefined;
  #done: Promise<void> | undefined;
  readonly #atExit = () => {
    this.#process?.kill("SIGKILL");
    for (const folder of this.#temporary) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };

  constructor(temporary: readonly string[]) {
    this.#temporary = temporary;
    process.once("exit", this.#atExit);
  }

  watch(browser: Browser): void {
    this.#browser = browser;
  }

  get #process(): ChildProcess | undefined {
    return this.#browser?.process() ?? undefined;
  }

  clean(): Promise<void> {
    this.#done ??= this.#clean();
    return this.#done;
  }

  async #clean(): Promise<void> {
    const child = this.#process;
    if (this.#browser !== undefined) {
      const timer = setTimeout(() => child?.kill("SIGKILL"), CLOSE_TIMEOUT);
      // A browser that is gone already, or was killed by the timer, has nothing left to close.
      await this.#browser.close().catch(() => child?.kill("SIGKILL"));
      clearTimeout(timer);
      if (child !== undefined && child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once("exit", resolve));
    }
    process.off("exit", this.#atExit);
    for (const folder of this.#temporary) await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
