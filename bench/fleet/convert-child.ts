// Converts a file and says how long it took and how much memory it needed: a process of its own.
import { existsSync, readFileSync } from "node:fs";
import { Readable, Writable } from "node:stream";
import { readConvertArguments } from "../../cli/convert/arguments.ts";
import { runConvert } from "../../cli/convert/command.ts";

const [, , file = "", to = "", out = ""] = process.argv;
let said = "";
const stderr = new Writable({
  write: (chunk, _encoding, done) => {
    said += String(chunk);
    done();
  },
});
const start = performance.now();
await runConvert(readConvertArguments([file, "--to", to, "--out", out]), { stdin: Readable.from([]), stdout: process.stdout, stderr });
const milliseconds = performance.now() - start;
// Its last word: before that it says how far it is.
const connections = Number([...said.matchAll(/([\d,]+) connections/g)].at(-1)?.[1]?.replaceAll(",", ""));
process.stdout.write(JSON.stringify({ milliseconds, connections, peak: peak() }));

/** The most memory that this process ever had. Bytes. What getrusage tells begins with the size of the process that started it, on Linux. */
function peak(): number {
  const told = existsSync("/proc/self/status") ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] : undefined;
  return (told === undefined ? process.resourceUsage().maxRSS : Number(told)) * 1024;
}
