#!/usr/bin/env node
import { argv, stderr, stdin, stdout } from "node:process";
import { isMainThread } from "node:worker_threads";
import { EXIT } from "./errors.ts";
import { isVersion, versionLine } from "./version.ts";

stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Who reads our output may stop ("| head"): that is no fault.
  if (error.code !== "EPIPE") throw error;
  process.exit(EXIT.valid);
});

const args = argv.slice(2);
if (!isMainThread) {
  const { answerBatches } = await import("./stream/thread.ts");
  answerBatches();
} else if (isVersion(args)) {
  // Installers and scripts ask for it often: nothing else is loaded.
  stdout.write(versionLine);
} else {
  const { run } = await import("./run.ts");
  process.exitCode = await run(args, { stdin, stdout, stderr, program: new URL(import.meta.url) });
}
