// How long the built command takes to start: `tlscope --version`, and `tlscope --help`, against `node -e 0`, in turn.
//
//   node build.mjs --only cli && node --import tsx bench/start.ts
import { spawnSync } from "node:child_process";
import { isMain } from "./main.ts";
import { ratioOfMedians, type Ratio } from "./statistics.ts";

const COMMAND = "dist/cli/tlscope.mjs";

/** What the project asks for. */
export const START_LIMIT = 1.3;

/** Milliseconds behind the ratios are for information. */
export interface StartFigures {
  version: Ratio;
  help: Ratio;
}

/** Runs the bench. */
export function benchStart(rounds = 30): StartFigures {
  const taken: Record<"node" | "version" | "help", number>[] = [];
  for (let round = 0; round <= rounds; round++) {
    const each = { node: time(["-e", "0"]), version: time([COMMAND, "--version"]), help: time([COMMAND, "--help"]) };
    // The first brings the files into memory.
    if (round > 0) taken.push(each);
  }
  const over = (what: "version" | "help"): Ratio => ratioOfMedians(taken.map((each) => ({ on: [each[what]], off: [each.node] })));
  return { version: over("version"), help: over("help") };
}

/** Milliseconds. */
function time(args: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const took = performance.now() - began;
  if (status !== 0) throw new Error(`node ${args.join(" ")} failed: ${stderr}`);
  return took;
}

if (isMain(import.meta.url)) {
  const figures = benchStart();
  for (const what of ["version", "help"] as const) {
    const { ratio, low, high, on, off } = figures[what];
    console.log(`--${what}: ${on.toFixed(0)} ms against ${off.toFixed(0)} ms, ratio ${ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`);
  }
}
