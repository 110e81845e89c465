/** The upload of any browser straight into a real ClickHouse server: a body shared by the tests in Firefox and in Chromium. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stderr, stdout } from "node:process";
import { Readable } from "node:stream";
import { after, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { Addon } from "../../browsers/addon.ts";
import { openAddonPage } from "../../browsers/addon-page.ts";
import { startCluster, tell, type Shard } from "../../browsers/clickhouse/cluster.ts";
import type { ClickHouseProgram } from "../../browsers/clickhouse/program.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { until, untilShown } from "../../browsers/until.ts";
import type { FleetAnswer } from "../../cli/query/answer.ts";
import { engine } from "../../cli/query/engine.ts";
import { askFiles } from "../../cli/query/files.ts";
import { questions } from "../../cli/query/questions.ts";
import { queryServer } from "../../cli/query/server.ts";
import { COLUMN_NAMES, columnOf } from "../../src/core/fleet/columns.ts";
import { sqlType } from "../../src/core/fleet/sql.ts";
import { setCollector, untilUpload } from "./upload-walk.ts";

const USER = "tlscope";
const PASSWORD = "s3cret-of-the-table";
const SENDER = `<${USER}><password>${PASSWORD}</password><networks><ip>127.0.0.1</ip></networks><profile>insert</profile><quota>default</quota></${USER}>`;
const TOKEN = `${USER}:${PASSWORD}`;

/** Hands on to a server what it is sent, and may lose the answer on the way back. */
class Relay {
  /** Whether every answer is lost: a browser sends again by itself what it sent over a connection that it had before. */
  losing = false;
  readonly authorizations: (string | undefined)[] = [];
  readonly #server: Server;

  constructor(to: string) {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const { authorization, "content-encoding": encoding } = request.headers;
        this.authorizations.push(authorization);
        const headers = { ...(authorization === undefined ? {} : { authorization }), ...(encoding === undefined ? {} : { "content-encoding": encoding }) };
        void fetch(new URL(request.url ?? "/", to), { method: "POST", body: Buffer.concat(parts), headers }).then(async (answer) => {
          const text = await answer.text();
          if (answer.ok && this.losing) request.socket.destroy();
          else response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(text);
        }, () => request.socket.destroy());
      });
    });
  }

  /** Gives its address. */
  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** As docs/fleet.md has it. */
function inserting(base: string, table: string): string {
  return `${base}?${new URLSearchParams({ query: `INSERT INTO tlscope.${table} FORMAT JSONEachRow`, insert_distributed_sync: "1", input_format_skip_unknown_fields: "1" }).toString()}`;
}

export interface ClickHouseBed {
  launched: LaunchedBrowser;
  url: (host: string) => string;
  hosts: readonly [string, string, string, ...string[]];
}

/** `bed`: a browser that gives permissions without asking, and a site. */
export function uploadIntoClickHouse(program: ClickHouseProgram, bed: () => ClickHouseBed): void {
  const folder = mkdtempSync(join(tmpdir(), "tlscope-upload-clickhouse-"));
  let shard: Shard;
  let stopServer: () => Promise<void> = () => Promise.resolve();
  let relay: Relay | undefined;
  let base: string;
  let addon: Addon;
  let options: Page;
  /** Ids that the add-on was told are stored, at least. */
  let confirmed = 0;

  const visit = async (host: string): Promise<void> => {
    const { page } = await addon.visit(bed().url(host), (report) => report.connections.length > 0);
    await page.close();
    await options.bringToFront();
  };
  const count = async (what: string, where = "1"): Promise<number> => Number((await shard.ask(`SELECT ${what} FROM tlscope.telemetry WHERE ${where}`)).trim());
  const sendNow = (): Promise<void> => options.click("[data-testid=upload-now]");
  const sent = async (): Promise<number> => (await addon.ask("upload/get", {})).sent;
  /** What a person reads of why. */
  const why = (): Promise<string> => options.$eval("[data-testid=upload-failure]", (element) => element.textContent);

  describe("rows in ClickHouse", () => {
    before(async () => {
      const { shards: [only], stop } = await startCluster(program, folder, 1, SENDER);
      stopServer = stop;
      assert.ok(only);
      shard = only;
      await tell(shard, readFileSync("fleet/schema.sql", "utf8"));
      relay = new Relay(shard.url);
      base = await relay.start();
      addon = await Addon.connect(bed().launched);
      options = await openAddonPage(bed().launched, "options/options.html", { width: 1000, height: 900 });
      await untilShown(options, "how it stands", () => document.querySelector("[data-testid=upload-counts]") !== null && document.querySelector("[data-testid=upload-address]") !== null);
    });

    after(async () => {
      relay?.stop();
      await stopServer();
      rmSync(folder, { recursive: true, force: true });
    });

    test("a password that is not the table's: it is said, and nothing is stored", async () => {
      await setCollector(options, inserting(base, "telemetry"), `${USER}:another`);
      await options.click("[data-testid=upload]");
      await until(async () => (await addon.ask("upload/get", {})).state, (state) => state === "on");
      for (const consent of ["local", "privateAnchors", "selfSigned"]) await options.click(`[data-testid=upload-${consent}]`);
      await until(() => addon.ask("settings/get", {}), ({ settings: { upload } }) => upload.local && upload.privateAnchors && upload.selfSigned);
      const [first, second] = bed().hosts;
      await visit(first);
      await visit(second);
      await sendNow();
      await untilUpload(options, "why it is refused", ({ waiting, sent: of }, failure) => failure === "refused" && Number(waiting) > 0 && of === "0");
      assert.match(await why(), /password/i, "in the server's own words, too");
      assert.equal(await count("count()"), 0);
    });

    test("a table that is not there: it is said, and what waits goes on waiting", async () => {
      await setCollector(options, inserting(base, "elsewhere"), TOKEN);
      await sendNow();
      await untilUpload(options, "it is not taken", ({ waiting, sent: of }, failure) => failure === "not-taken" && Number(waiting) > 0 && of === "0");
      assert.match(await why(), /elsewhere/);
      assert.equal(await count("count()"), 0);
    });

    test("sent twice, since the answer was lost: stored twice, counted once", async () => {
      assert.ok(relay !== undefined);
      relay.losing = true;
      await setCollector(options, inserting(base, "telemetry"), TOKEN);
      await sendNow();
      await untilUpload(options, "the answer is lost", ({ waiting }, failure) => failure === "unreachable" && Number(waiting) > 0);
      const first = await count("count()");
      assert.ok(first > 0, "they are there, and the add-on cannot know it");
      relay.losing = false;
      await sendNow();
      await untilUpload(options, "it is sent", ({ waiting }, failure) => waiting === "0" && failure === undefined);
      confirmed = await sent();
      assert.ok(await count("count()") > first, "stored twice until they are merged");
      assert.equal(await count("uniqExact(record, id)"), confirmed);
      const [grades] = questions().filter(({ name }) => name === "grades");
      const { rows } = await queryServer(grades?.sql ?? "", shard.url);
      assert.equal(rows.reduce((sum, [, connections]) => sum + Number(connections), 0), await count("uniqExact(id)", "record = 'connection'"), "a question counts each once");
      assert.equal(relay.authorizations.at(-1), `Basic ${btoa(TOKEN)}`);
    });

    test("rows are as the table wants them: of its types, and with what the add-on knows", async () => {
      const described = (await shard.ask("DESCRIBE TABLE tlscope.telemetry")).trimEnd().split("\n").map((line) => line.split("\t").slice(0, 2).map((part) => part.replaceAll("\\'", "'")));
      assert.deepEqual(described, COLUMN_NAMES.map((name) => [name, sqlType(columnOf(name).kind)]));
      const row = JSON.parse(await shard.ask(`SELECT * FROM tlscope.telemetry WHERE host = '${bed().hosts[0]}' LIMIT 1 FORMAT JSONEachRow`)) as Record<string, unknown>;
      assert.deepEqual([row["record"], row["host_hidden"], row["schema"], /^(?:Firefox|Chrome|Chromium|HeadlessChrome) \d/.test(String(row["browser"])), String(row["producer"]).startsWith("TLScope ")], ["connection", 0, 1, true, true]);
      assert.equal(row["port"], Number(new URL(bed().url(bed().hosts[0])).port));
      assert.ok(Math.abs(Date.parse(`${String(row["time"]).replace(" ", "T")}Z`) - Date.now()) < 3_600_000, "in UTC");
      if (bed().launched.name !== "Chromium") {
        assert.deepEqual([row["tls_version"], String(row["leaf"]).length, (row["path"] as string[])[0]], ["TLS 1.3", 64, row["leaf"]]);
        assert.equal(await count("uniqExact(id)", `record = 'certificate' AND has(names, '${bed().hosts[0]}')`), 1);
      }
    });

    test("each of the twelve questions has the same answer from there as from the export", async (t) => {
      const file = join(folder, "export.json");
      writeFileSync(file, JSON.stringify(await addon.telemetry()));
      const streams = { stdin: Readable.from([]), stdout, stderr };
      const chdb = await engine(true, streams);
      let answered = 0;
      for (const { name, sql } of questions()) {
        const there = await queryServer(sql, shard.url);
        const exported = await askFiles(sql, [file], chdb, streams);
        // A row was sent with what the session showed by then; the export knows what it showed since.
        const compared = ({ columns, rows }: FleetAnswer): FleetAnswer => ({ columns, rows: rows.map((row) => row.filter((_, i) => columns[i] !== "evidence_seen")) });
        assert.deepEqual(compared(there), compared(exported), name);
        if (there.rows.length > 0) answered += 1;
      }
      t.diagnostic(`${String(answered)} questions have rows`);
      assert.ok(answered >= (bed().launched.name === "Chromium" ? 1 : 4));
    });

    test("the server is killed and started again: what was confirmed is there, what waited comes", async () => {
      await shard.kill();
      await visit(bed().hosts[2]);
      await sendNow();
      await untilUpload(options, "nobody is there", ({ waiting, sent: of }, failure) => failure === "unreachable" && Number(waiting) > 0 && Number(of) === confirmed);
      await shard.start();
      assert.equal(await count("uniqExact(record, id)"), confirmed, "nothing confirmed is lost");
      await sendNow();
      await untilUpload(options, "it is sent", ({ waiting }, failure) => waiting === "0" && failure === undefined);
      assert.ok(await sent() > confirmed);
      confirmed = await sent();
      assert.equal(await count("uniqExact(record, id)"), confirmed);
      assert.equal(await count("uniqExact(id)", `host = '${bed().hosts[2]}'`), 1);
    });

    test("delete what I sent: no question counts it from then on, and by the name in the deletion the rows go for good", async () => {
      const [sensor = "", another] = (await shard.ask("SELECT DISTINCT sensor FROM tlscope.telemetry WHERE record = 'connection'")).trimEnd().split("\n");
      assert.deepEqual([sensor.length, another], [36, undefined]);
      const stranger = { record: "connection", id: "of-another-browser", time: "2026-11-21 12:00:00", sensor: "another", host: "stays.example", grade: "A" };
      await shard.ask(`INSERT INTO tlscope.telemetry FORMAT JSONEachRow ${JSON.stringify(stranger)}`);
      await options.click("[data-testid=upload]");
      await until(async () => (await addon.ask("upload/get", {})).state, (state) => state === "off");
      await options.click("[data-testid=upload-delete]");
      await untilUpload(options, "the deletion is confirmed", ({ deletions }) => deletions === "1");
      assert.equal(await count("uniqExact(id)", `record = 'deletion' AND sensor = '${sensor}'`), 1);
      for (const { name, sql } of questions()) {
        const told = JSON.stringify((await queryServer(sql, shard.url)).rows);
        for (const host of bed().hosts) assert.ok(!told.includes(host), `${name} says nothing of ${host}`);
      }
      assert.ok(await count("count()", `sensor = '${sensor}' AND record = 'connection'`) > 0, "still stored");
      // As docs/fleet.md says, from time to time.
      await shard.ask(`ALTER TABLE tlscope.telemetry DELETE WHERE record = 'connection' AND sensor IN ('${sensor}')`);
      await until(() => count("count()", `sensor = '${sensor}' AND record = 'connection'`), (left) => left === 0, { what: "they are gone" });
      assert.equal(await count("count()", "host = 'stays.example'"), 1, "another's stay");
    });
  });
}
