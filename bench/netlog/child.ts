// One way of reading a log, in a process of its own: `reader FILE`, or `parse FILE`. Prints what it took as JSON: processor
// time, which other work on the machine does not add to, of all threads.
import { readFileSync } from "node:fs";
import { stdin } from "node:process";
import { bytesOf } from "../../cli/import/read.ts";
import { NetLogReader } from "../../src/core/recordings/netlog.ts";

const [, , way, file = ""] = process.argv;

/** Milliseconds of processor time since a moment. */
function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

async function reader(): Promise<{ milliseconds: number; connections: number }> {
  let chains = 0;
  const start = process.cpuUsage();
  const log = new NetLogReader({ onConnection: ({ tlsInfo }) => (chains += tlsInfo.sentChain?.length ?? 0) });
  for await (const chunk of bytesOf(file, stdin)) log.push(chunk);
  const { connections, damaged, complete } = log.end();
  const milliseconds = since(start);
  if (damaged > 0 || !complete || chains !== connections * 2) throw new Error(`The log was not read as it is: ${damaged} damaged, ${chains} certificates of ${connections} connections.`);
  return { milliseconds, connections };
}

/** What others do: all of it as one string, and as objects. The string is there before the clock starts. */
function parse(): { milliseconds: number; connections: number } {
  const text = readFileSync(file, "latin1");
  const start = process.cpuUsage();
  const log = JSON.parse(text) as { events: unknown[] };
  return { milliseconds: since(start), connections: log.events.length };
}

const result = way === "reader" ? await reader() : parse();
console.log(JSON.stringify({ ...result, peak: process.resourceUsage().maxRSS * 1024 }));
