import { InputError } from "../errors.ts";
import { locateProgram } from "../programs.ts";
import type { RecordedBrowser } from "./arguments.ts";

const NAMES: Readonly<Record<RecordedBrowser, readonly string[]>> = {
  chromium: ["chromium", "chromium-browser", "/Applications/Chromium.app/Contents/MacOS/Chromium"],
  chrome: ["google-chrome", "google-chrome-stable", "chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
  edge: ["microsoft-edge", "microsoft-edge-stable", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"],
  firefox: ["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
};

/** Where the browser is. @throws InputError where it is not found */
export function browserProgram(browser: RecordedBrowser, given?: string): string {
  const program = locateProgram(given === undefined ? NAMES[browser] : [given]);
  if (program === undefined) throw new InputError(given === undefined ? `no ${browser} was found; give its program with --program` : `${given} is no program that can be started`, "browser-missing");
  return program;
}
