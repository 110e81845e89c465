import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startCluster, tell, type Shard } from "../../browsers/clickhouse/cluster.ts";
import { clickHouseProgram } from "../../browsers/clickhouse/program.ts";
import { readFleetAnswer, type FleetAnswer } from "../../cli/query/answer.ts";
import { sendBatch } from "../../src/background/upload/send.ts";

/** Rows of a batch, as the add-on sends them at most. */
const BATCH = 1000;

/** A ClickHouse server on loopback with the table of telemetry. */
export class BenchServer {
  readonly #shard: Shard;
  readonly stop: () => Promise<void>;

  private constructor(shard: Shard, stop: () => Promise<void>) {
    this.#shard = shard;
    this.stop = stop;
  }

  /** undefined: Debian's server was not fetched (npm run test:real does). */
  static async start(folder: string): Promise<BenchServer | undefined> {
    if (!existsSync(process.env["CLICKHOUSE_SERVER"] ?? join(".cache", "clickhouse"))) return undefined;
    const program = await clickHouseProgram();
    if (typeof program === "string") return undefined;
    const { shards: [shard], stop } = await startCluster(program, folder, 1);
    if (shard === undefined) return undefined;
    await tell(shard, readFileSync("fleet/schema.sql", "utf8"));
    return new BenchServer(shard, stop);
  }

  /** Sends rows by the add-on's own code, a batch after the other. Throws where one is not taken. */
  async upload(ndjson: string): Promise<void> {
    const address = `${this.#shard.url}?${new URLSearchParams({ query: "INSERT INTO tlscope.telemetry FORMAT JSONEachRow", input_format_skip_unknown_fields: "1" }).toString()}`;
    let lines: string[] = [];
    const send = async (): Promise<void> => {
      const sent = await sendBatch({ address, token: "" }, crypto.randomUUID(), `${lines.join("\n")}\n`);
      if (!sent.ok) throw new Error(`A batch was not taken: ${sent.code} ${sent.detail}`);
      lines = [];
    };
    for await (const line of createInterface({ input: createReadStream(ndjson), crlfDelay: Infinity })) {
      if (lines.push(line) === BATCH) await send();
    }
    if (lines.length > 0) await send();
  }

  /** Bytes on disk a row, once all parts are merged. */
  async bytesOfRow(): Promise<number> {
    await this.#shard.ask("OPTIMIZE TABLE tlscope.telemetry FINAL");
    const [bytes = 0, rows = 1] = (await this.#shard.ask("SELECT sum(bytes_on_disk), sum(rows) FROM system.parts WHERE active AND table = 'telemetry'")).split("\t").map(Number);
    return bytes / rows;
  }

  async ask(sql: string): Promise<FleetAnswer> {
    return readFleetAnswer(await this.#shard.ask(sql, { database: "tlscope", default_format: "JSONCompact" }), "the server");
  }
}
