import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, test } from "node:test";
import { stderr, stdout } from "node:process";
import { engine } from "../../cli/query/engine.ts";
import { fleetRun } from "../support/fleet-run.ts";
import { clickHouseProgram } from "../../browsers/clickhouse/program.ts";

const folder = mkdtempSync(join(tmpdir(), "tlscope-fleet-"));
after(() => rmSync(folder, { recursive: true }));
const ROWS = Number(process.env["TLSCOPE_FLEET_ROWS"] ?? 1_000_000);

test(`a cluster for real: ${ROWS.toLocaleString("en")} rows of ten browsers, a shard killed, the answers of chDB`, async (t) => {
  const program = await clickHouseProgram();
  if (typeof program === "string") {
    t.skip(program);
    return;
  }
  const streams = { stdin: Readable.from([]), stdout, stderr };
  await fleetRun({ rows: ROWS, batch: 5000, folder, program, chdb: await engine(true, streams), streams, say: (line) => t.diagnostic(line) });
});
