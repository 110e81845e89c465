/** What every program with a browser needs: programs found, the add-on built, the lab and Firefox up, and all of it gone at the end. */
import { type LabOptions, startLab } from "../lab/index.ts";
import { launchChromium } from "./chromium.ts";
import type { LaunchChromiumOptions } from "./chromium.ts";
import { launchFirefox } from "./firefox.ts";
import type { LaunchedFirefox, LaunchFirefoxOptions } from "./firefox.ts";
import type { LaunchedBrowser } from "./launched-browser.ts";
import { aboutFirefox, SetupError, setUp } from "./setup/setup.ts";
import { withProgress } from "./process/progress.ts";
import { killRunning, runQuietly, stopRunning } from "./process/run.ts";
import { Scratch } from "./process/scratch.ts";
import { onStop } from "./process/signals.ts";
import type { Lab } from "../lab/lab.ts";

/** The built add-on. */
export const ADDON_FOLDER = "dist/firefox";
/** The same with the Firefox experiment. */
export const EXPERIMENT_FOLDER = "dist/firefox-experiment";

/** For Chromium, with the debugger's permission. */
export const CHROMIUM_FOLDER = "dist/chromium";

export class Session {
  readonly #scratch: Scratch;
  readonly #closing: (() => Promise<void>)[] = [];

  /** Takes over the process's signals. One session a process. */
  constructor(name: string) {
    this.#scratch = new Scratch(name);
    // Profiles, and whatever else is temporary, lie where they can be found again at the end.
    Object.assign(process.env, { TMPDIR: this.#scratch.folder, TEMP: this.#scratch.folder, TMP: this.#scratch.folder });
    onStop(
      async () => {
        await Promise.allSettled([stopRunning(2000), this.#closeAll()]);
      },
      () => {
        killRunning();
        this.#scratch.clearNow();
      },
    );
  }

  /** Finds or installs what runs the add-on. Throws SetupError. */
  async setUp(browser: "firefox" | "chromium" = "firefox"): Promise<void> {
    const paths = await setUp([browser, "certutil"]);
    process.env[browser.toUpperCase()] = paths[browser];
    if (browser === "firefox") console.error(`Using ${await aboutFirefox(paths.firefox)}.`);
    try {
      await setUp(["caddy"]);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      console.error(`${error.message}\nThe lab goes on without HTTP/3.`);
    }
  }

  /** Builds the add-on. Throws with the build's words. */
  async build(...args: string[]): Promise<void> {
    await withProgress("Building the add-on", async (say) => {
      const { status, output } = await runQuietly(process.execPath, ["--import", "tsx", "scripts/build.ts", ...args], { onLine: say });
      if (status !== 0) throw new Error(`The build failed:\n${output}`);
    });
  }

  async lab(options?: LabOptions): Promise<Lab> {
    return await withProgress("Starting the lab", async () => {
      const lab = await startLab(options);
      this.#closing.push(() => lab.stop());
      return lab;
    });
  }

  async firefox(options: LaunchFirefoxOptions): Promise<LaunchedFirefox> {
    return await withProgress("Starting Firefox", async () => {
      const firefox = await launchFirefox(options);
      this.#closing.push(() => firefox.close());
      return firefox;
    });
  }

  async chromium(options: LaunchChromiumOptions): Promise<LaunchedBrowser> {
    return await withProgress("Starting Chromium", async () => {
      const chromium = await launchChromium(options);
      this.#closing.push(() => chromium.close());
      return chromium;
    });
  }

  /** Ends all that was started so far, the last first; more can be started. */
  async release(): Promise<void> {
    await this.#closeAll();
  }

  /** Ends all that was started, the last first, and removes what was temporary. */
  async end(): Promise<void> {
    await this.#closeAll();
    await this.#scratch.clear();
  }

  async #closeAll(): Promise<void> {
    const results = await Promise.allSettled(this.#closing.splice(0).reverse().map((close) => close()));
    for (const result of results) if (result.status === "rejected") console.error(result.reason);
  }
}
