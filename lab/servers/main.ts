/** The lab's own process. Ends when it is told to, or when whoever started it is gone. */
import type { FromLab, ToLab } from "../protocol.ts";
import { openLab } from "./lab.ts";
import type { RunningLab } from "./lab.ts";

let running: Promise<RunningLab> | undefined;

function tell(message: FromLab): void {
  process.send?.(message);
}

async function end(): Promise<void> {
  // A lab that failed to start has said so already, and has nothing to close.
  const lab = await running?.catch(() => undefined);
  await lab?.close();
  process.exit(0);
}

// Ctrl-C reaches the whole process group; the parent decides about the end.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => void end());
process.on("disconnect", () => void end());
process.on("message", (message: ToLab) => {
  if (message.type === "stop") {
    void end();
    return;
  }
  running ??= openLab(message.options);
  running.then(
    ({ ready }) => tell(ready),
    (error: unknown) => tell({ type: "failed", code: errorCode(error), message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "failed";
}
