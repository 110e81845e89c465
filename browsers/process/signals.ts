import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

let stopping = false;

/** Whether a signal has asked the process to end. */
export function isStopping(): boolean {
  return stopping;
}

/**
 * Calls `stop` once at the first signal that asks the process to end, then ends with the status of that signal; a second
 * signal, or a stop that takes longer than `patience` milliseconds, does not wait. `last` runs at the end of the process
 * whichever way it comes, and is synchronous.
 */
export function onStop(stop: () => Promise<void>, last: () => void, patience = 5000): void {
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      const status = 128 + constants.signals[signal];
      if (stopping) process.exit(status);
      stopping = true;
      setTimeout(() => process.exit(status), patience).unref();
      stop().catch((error: unknown) => console.error(error)).finally(() => process.exit(status));
    });
  }
  process.on("exit", last);
}
