import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * A temporary folder of one run. Everything that the run makes for the time being (browser profiles above all) lies in it,
 * which makes it possible to leave nothing behind: a process that names the folder on its command line is one of ours.
 */
export class Scratch {
  readonly folder: string;

  /** `passable`: other users may pass through it, though not list it, as programs do that were started as root and go on as somebody else. */
  constructor(name: string, { passable = false }: { passable?: boolean } = {}) {
    this.folder = mkdtempSync(join(tmpdir(), `tlscope-${name}-`));
    if (passable) chmodSync(this.folder, 0o711);
  }

  /** The environment that makes children keep their temporary files here. */
  get env(): NodeJS.ProcessEnv {
    return { ...process.env, TMPDIR: this.folder, TEMP: this.folder, TMP: this.folder };
  }

  /** Ends what is still running in the folder and removes it. Waits for at most about a second; throws nothing. */
  clearNow(): void {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      this.#kill();
      try {
        rmSync(this.folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
      } catch (error) {
        if (!isFileError(error)) throw error;
      }
      if (!existsSync(this.folder)) return;
    }
    console.error(`${this.folder} could not be removed.`);
  }

  /** The same, giving what is running two seconds to end by itself. */
  async clear(): Promise<void> {
    for (let waited = 0; waited < 2000 && this.#processes().length > 0; waited += 100) await sleep(100);
    this.clearNow();
  }

  #kill(): void {
    for (const pid of this.#processes()) {
      try {
        process.kill(pid, "SIGKILL");
      } catch (error) {
        // It ended in the meantime.
        if (!isFileError(error)) throw error;
      }
    }
  }

  /** Processes whose command line or environment names the folder. Known on Linux alone; elsewhere none. */
  #processes(): number[] {
    if (process.platform !== "linux") return [];
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => pid !== process.pid && names(pid, this.folder));
  }
}

function names(pid: number, folder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder) || readFileSync(`/proc/${pid}/environ`, "utf8").includes(folder);
  } catch (error) {
    // Ended, or somebody else's.
    if (isFileError(error)) return false;
    throw error;
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && "code" in error;
}
