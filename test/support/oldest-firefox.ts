/** What is other in the oldest Firefox that is supported, ESR 140; docs/capture.md has the list. */
import type { LabCase } from "../../lab/index.ts";
import { OLDEST_FIREFOX } from "../../browsers/setup/setup.ts";
import type { LaunchedFirefox } from "../../browsers/firefox.ts";

export async function isOldestFirefox({ browser }: LaunchedFirefox): Promise<boolean> {
  return Number(/\/(\d+)\./.exec(await browser.version())?.[1]) === OLDEST_FIREFOX;
}

/** What this Firefox calls the error that the case ends in. */
export async function errorNameIn(firefox: LaunchedFirefox, { expect, oldestFirefox }: Pick<LabCase, "expect" | "oldestFirefox">): Promise<string | undefined> {
  return oldestFirefox !== undefined && (await isOldestFirefox(firefox)) ? oldestFirefox.errorName : expect.errorName;
}
