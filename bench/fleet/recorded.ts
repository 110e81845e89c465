import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Readable, Writable } from "node:stream";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../cli/run.ts";
import type { SparseRow } from "../../src/core/fleet/columns.ts";
import { writeLog } from "../netlog/write-log.ts";
import type { Recorded } from "./simulated.ts";

/** A connection and a certificate of a recording, as rows. */
export async function recordedRows(): Promise<Recorded> {
  const folder = mkdtempSync(join(tmpdir(), "tlscope-recorded-"));
  try {
    const [file, out] = [join(folder, "log.json"), join(folder, "rows.ndjson")];
    await writeLog(file, 100_000);
    const nobody = new Writable({ write: (_chunk, _encoding, done) => done() });
    await run(["convert", file, "--to", "ndjson", "--out", out], { stdin: Readable.from([]), stdout: nobody, stderr: nobody });
    const rows = readFileSync(out, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line) as SparseRow);
    const [connection, certificate] = [rows.find(({ record }) => record === "connection"), rows.find(({ record }) => record === "certificate")];
    if (connection === undefined || certificate === undefined) throw new Error("The recording has no connection or no certificate.");
    return { connection, certificate };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
