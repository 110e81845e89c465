// Converts a file and says how long it took and how much memory it needed: a process of its own.
import { Readable, Writable } from "node:stream";
import { runConvert } from "../../cli/convert/command.ts";

const [, , file = "", out = ""] = process.argv;
let said = "";
const stderr = new Writable({
  write: (chunk, _encoding, done) => {
    said += String(chunk);
    done();
  },
});
const start = performance.now();
await runConvert({ name: "convert", files: [file], to: "parquet", out }, { stdin: Readable.from([]), stdout: process.stdout, stderr });
const milliseconds = performance.now() - start;
// Its last word: before that it says how far it is.
const connections = Number([...said.matchAll(/([\d,]+) connections/g)].at(-1)?.[1]?.replaceAll(",", ""));
process.stdout.write(JSON.stringify({ milliseconds, connections, peak: process.resourceUsage().maxRSS * 1024 }));
