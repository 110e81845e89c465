import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Observation } from "../../src/core/observation.ts";
import type { Choice } from "../../src/core/recordings/choose.ts";
import { netLogForm } from "../import/netlog.ts";
import { readRecording, type Reading } from "../import/recording.ts";
import { InputError } from "../errors.ts";
import type { RecordArguments } from "./arguments.ts";
import { growingFile } from "./growing-file.ts";
import { startBrowser } from "./started-browser.ts";

export interface RecordContext {
  command: RecordArguments;
  program: string;
  /** Of our own, for nobody else to look into. */
  folder: string;
  choice: Choice;
  /** Asks for the end. */
  stop: AbortSignal;
  note: (line: string) => void;
  /** Is told the browser's first process. */
  started: (pid: number) => void;
  /** Is told the folder of a profile of our own before the browser starts with it. */
  newProfile: (profile: string) => void;
}

/** The connections of a browser of Chromium's kin as it makes them, by the log that it writes of itself. */
export async function* recordChromium({ command, program, folder, choice, stop, started, newProfile }: RecordContext): AsyncGenerator<Observation, Reading> {
  const file = join(folder, "net-log.json");
  const profile = command.profile ?? join(folder, "profile");
  if (command.profile === undefined) newProfile(profile);
  const browser = await startBrowser(program, [
    `--user-data-dir=${profile}`, `--log-net-log=${file}`, "--no-first-run", "--no-default-browser-check",
    ...(command.headless ? ["--headless=new"] : []), ...command.browserArguments, ...pagesFor(command, folder),
  ]);
  started(browser.pid);
  let over = false;
  const ended = browser.gone.then((words) => {
    over = true;
    return words;
  });
  const end = (): void => {
    void browser.close();
  };
  stop.addEventListener("abort", end);
  if (stop.aborted) end();
  try {
    const log = growingFile(file, () => over);
    const first = await log.next();
    const words = first.done === true ? await ended : undefined;
    if (first.done === true) throw new InputError(words === undefined ? `${program} was closed before it had written anything` : `${program} ended by itself: ${words}`, "nothing-recorded");
    return yield* readRecording(netLogForm, "the browser's log", prefixed(first.value, log), choice);
  } finally {
    stop.removeEventListener("abort", end);
    await browser.close();
  }
}

async function* prefixed(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

/** Without a window Chromium takes one page: of several, one that has them in frames. */
function pagesFor({ urls, headless }: RecordArguments, folder: string): readonly string[] {
  if (urls.length === 0) return ["about:blank"];
  if (!headless || urls.length === 1) return urls;
  const page = join(folder, "pages.html");
  writeFileSync(page, `<!doctype html>${urls.map((url) => `<iframe src="${url.replaceAll("&", "&amp;").replaceAll("\"", "&quot;")}"></iframe>`).join("")}`);
  return [pathToFileURL(page).href];
}
