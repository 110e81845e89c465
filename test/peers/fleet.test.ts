import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { stderr, stdout } from "node:process";
import { after, test } from "node:test";
import { fleetRun } from "../support/fleet-run.ts";
import { clickHouseProgram } from "../../browsers/clickhouse/program.ts";
import { chdb, WITHOUT_CHDB } from "../support/chdb.ts";

const folder = mkdtempSync(join(tmpdir(), "tlscope-fleet-"));
after(() => rmSync(folder, { recursive: true }));
const fetched = existsSync(process.env["CLICKHOUSE_SERVER"] ?? join(".cache", "clickhouse"));

test("a small fleet on a cluster of two: nothing confirmed is lost, nothing counts twice", { skip: fetched ? false : "not run: ClickHouse was not fetched here (npm run test:real)" }, async (t) => {
  const program = await clickHouseProgram();
  if (typeof program === "string") {
    t.skip(program);
    return;
  }
  const streams = { stdin: Readable.from([]), stdout, stderr };
  await fleetRun({ rows: 4000, batch: 100, folder, program, chdb: WITHOUT_CHDB === false ? await chdb() : undefined, streams, say: (line) => t.diagnostic(line) });
});
