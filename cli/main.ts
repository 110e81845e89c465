#!/usr/bin/env node
import { stderr, stdin, stdout } from "node:process";
import { EXIT } from "./errors.ts";
import { run } from "./run.ts";

stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Who reads our output may stop ("| head"): that is no fault.
  if (error.code !== "EPIPE") throw error;
  process.exit(EXIT.valid);
});

process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr });
