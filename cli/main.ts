#!/usr/bin/env node
import { argv, stderr, stdin, stdout } from "node:process";
import { isMainThread } from "node:worker_threads";
import { EXIT } from "./errors.ts";
import { isVersion, versionLine } from "./version.ts";

stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Who reads our output may stop ("| head"): that is no fault.
  if (error.code === "EPIPE") process.exit(EXIT.valid);
  stderr.write(`tlscope: standard output cannot be written: ${error.code === "ENOSPC" ? "the disk is full. Make room, or write it elsewhere" : error.message}; what was written is not whole\n`);
  process.exit(EXIT.failed);
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
