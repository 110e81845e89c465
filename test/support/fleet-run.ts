import assert from "node:assert/strict";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { recordedRows } from "../../bench/fleet/recorded.ts";
import { simulatedRow } from "../../bench/fleet/simulated.ts";
import { readFleetAnswer } from "../../cli/query/answer.ts";
import { askFiles } from "../../cli/query/files.ts";
import { questions } from "../../cli/query/questions.ts";
import { jsonLine } from "../../cli/json-line.ts";
import type { Streams } from "../../cli/streams.ts";
import type { Engine } from "../../cli/query/engine.ts";
import { startCluster, tell, type Shard } from "../../browsers/clickhouse/cluster.ts";
import type { ClickHouseProgram } from "../../browsers/clickhouse/program.ts";

const BROWSERS = 10;
/** How often a batch is tried; pauses double from the first. Milliseconds. */
const TRIES = 40;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5000;

export interface FleetRun {
  rows: number;
  /** Rows of a batch. */
  batch: number;
  folder: string;
  program: ClickHouseProgram;
  /** undefined: the answers are not held against it. */
  chdb: Engine | undefined;
  streams: Streams;
  say: (line: string) => void;
}

/**
 * Ten browsers send rows to a cluster of two, some batches twice and some cut off; half way one shard is killed and started again. Then
 * nothing confirmed may be missing, nothing may count twice, and every question has the answer that chDB gives of the same rows in files.
 */
export async function fleetRun({ rows, batch, folder, program, chdb, streams, say }: FleetRun): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { shards, stop } = await startCluster(program, folder, 2);
  try {
    for (const shard of shards) await tell(shard, readFileSync("fleet/cluster.sql", "utf8"));
    const file = join(folder, "sent.ndjson");
    const confirmed = createWriteStream(file);
    const recorded = await recordedRows();
    const now = Date.now();
    const each = Math.ceil(rows / BROWSERS);
    let [sent, twice, failed] = [0, 0, 0];
    let killed: Promise<void> | undefined;
    const began = performance.now();
    const browser = async (index: number): Promise<void> => {
      const shard = shards[index % shards.length];
      assert.ok(shard);
      for (let first = 0; first < each; first += batch) {
        const lines = Array.from({ length: Math.min(batch, each - first) }, (_, i) => jsonLine(simulatedRow(recorded, index, first + i, now))).join("");
        const body = gzipSync(lines, { level: 1 });
        const number = first / batch;
        // A batch that was cut off on its way is sent again in full.
        if (number % 7 === 3) await upload(shard, body.subarray(0, body.length / 2)).then(() => assert.fail("a batch that was cut off is taken"), () => undefined);
        failed += await uploadUntilTaken(shard, body);
        if (number % 5 === 1) {
          await uploadUntilTaken(shard, body);
          twice += 1;
        }
        sent += Math.min(batch, each - first);
        if (!confirmed.write(lines)) await once(confirmed, "drain");
        if (sent > rows / 2) killed ??= restart(shards[1]);
      }
    };
    await Promise.all(Array.from({ length: BROWSERS }, (_, index) => browser(index)));
    await killed;
    confirmed.end();
    await finished(confirmed);
    const seconds = (performance.now() - began) / 1000;
    say(`${sent} rows sent in ${seconds.toFixed(1)} s (${Math.round(sent / seconds)} a second), ${twice} batches twice, ${failed} tries in vain`);
    assert.ok(twice > 0 && failed > 0, "batches were sent twice, and some tries failed while a shard was down");

    for (const shard of shards) {
      const [stored = 0, unique = 0] = (await shard.ask("SELECT count(), uniqExact(record, id) FROM tlscope.telemetry")).split("\t").map(Number);
      assert.ok(stored > unique, "duplicates are stored until they are merged");
      assert.equal(unique, expectedIds(each), "nothing confirmed is lost, nothing counts twice");
    }
    await shards[0]?.ask("OPTIMIZE TABLE tlscope.telemetry_local");
    const [bytes = 0, held = 1] = (await shards[0]?.ask("SELECT sum(bytes), sum(rows) FROM system.parts WHERE active AND table = 'telemetry_local'") ?? "").split("\t").map(Number);
    say(`${(bytes / held).toFixed(0)} bytes a row in ClickHouse`);
    if (chdb === undefined) return;
    for (const { name, sql } of questions()) {
      const [asked, answered] = [performance.now(), readFleetAnswer(await shards[0]?.ask(sql, { database: "tlscope", default_format: "JSONCompact" }) ?? "", "the cluster")];
      const cluster = performance.now() - asked;
      assert.ok(answered.rows.length > 0, `${name} has an answer`);
      assert.deepEqual(answered, await askFiles(sql, [file], chdb, streams), name);
      say(`${name}: ${answered.rows.length} rows, ${cluster.toFixed(0)} ms on the cluster`);
    }
  } finally {
    await stop();
  }
}

/** Connections, of which each browser has its own, and certificates, which all share. */
function expectedIds(each: number): number {
  const certificates = Math.ceil(each / 50);
  return BROWSERS * (each - certificates) + certificates;
}

async function restart(shard: Shard | undefined): Promise<void> {
  await shard?.kill();
  await sleep(1000);
  await shard?.start();
}

/** Gives how often it failed before. */
async function uploadUntilTaken(shard: Shard, body: Uint8Array): Promise<number> {
  for (let tries = 0; ; tries++) {
    try {
      await upload(shard, body);
      return tries;
    } catch (error) {
      if (tries === TRIES) throw error;
      await sleep(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** tries));
    }
  }
}

async function upload(shard: Shard, body: Uint8Array): Promise<void> {
  const query = new URLSearchParams({ query: "INSERT INTO tlscope.telemetry FORMAT JSONEachRow", insert_distributed_sync: "1" });
  const response = await fetch(`${shard.url}?${query.toString()}`, { method: "POST", body: Uint8Array.from(body), headers: { "Content-Encoding": "gzip" } });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
}
