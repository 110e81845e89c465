import { join } from "node:path";
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
  note(line: string): void;
}

/** The connections of a browser of Chromium's kin as it makes them, by the log that it writes of itself. */
export async function* recordChromium({ command, program, folder, choice, stop }: RecordContext): AsyncGenerator<Observation, Reading> {
  const log = join(folder, "net-log.json");
  const browser = await startBrowser(program, [
    `--user-data-dir=${command.profile ?? join(folder, "profile")}`, `--log-net-log=${log}`, "--no-first-run", "--no-default-browser-check",
    ...(command.headless ? ["--headless=new"] : []), ...command.browserArguments, ...(command.urls.length > 0 ? command.urls : ["about:blank"]),
  ]);
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
    const connections = readRecording(netLogForm, "the browser's log", growingFile(log, () => over), choice);
    const reading = yield* connections;
    const words = await ended;
    if (words !== undefined) throw new InputError(`${program} ended by itself: ${words}`);
    return reading;
  } finally {
    stop.removeEventListener("abort", end);
    await browser.close();
  }
}
