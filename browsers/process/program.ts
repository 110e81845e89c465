import { setTimeout as sleep } from "node:timers/promises";
import { SetupError } from "../setup/setup.ts";
import { AutomationError } from "../addon.ts";
import { isStopping } from "./signals.ts";

/**
 * Runs a program and ends the process with the status that it gives; with 1, and a message, where it throws. Once a signal has
 * asked the process to end, whatever the program comes to is a consequence of that: the one who stops it ends the process.
 */
export async function runProgram(program: () => Promise<number>): Promise<void> {
  let status = 1;
  try {
    status = await program();
  } catch (error) {
    // Ctrl-C reaches our children too, and the end of one may be told before our own signal is.
    await sleep(300);
    if (isStopping()) return;
    console.error(error instanceof SetupError || error instanceof AutomationError ? error.message : error);
  }
  if (!isStopping()) process.exit(status);
}
