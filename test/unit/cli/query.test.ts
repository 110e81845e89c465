import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { connection, log } from "../../../bench/netlog/made-log.ts";
import { recordedRows } from "../../../bench/fleet/recorded.ts";
import { simulatedRow } from "../../../bench/fleet/simulated.ts";
import { questions } from "../../../cli/query/questions.ts";
import { COLUMN_NAMES, columnOf } from "../../../src/core/fleet/columns.ts";
import { WITHOUT_CHDB } from "../../support/chdb.ts";
import { tlscope } from "../../support/command.ts";
import { certificate } from "../support/certificates.ts";

const folder = mkdtempSync(join(tmpdir(), "tlscope-query-test-"));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const leaf = certificate({ dns: ["www.example.test"], issuer: "Issuing" });
const other = certificate({ dns: ["www.example.test"], issuer: "Another's \"CA\"\n=1+1", subject: "it's" });
const issuing = certificate({ subject: "Issuing", issuer: "Root", ca: true });
const root = certificate({ subject: "Root", issuer: "Root", ca: true });
const stray = certificate({ subject: "Stray", issuer: "Nobody", ca: true });
const good = { id: 10, time: 5000, host: "www.example.com", sent: [leaf, stray, issuing], verdict: { built: [leaf, issuing, root] } };
const netlog = file("netlog.json", log([
  ...connection(good), ...connection({ ...good, id: 20, time: 3_600_000, host: "www.example.org" }),
  ...connection({ ...good, id: 30, time: 7_200_000, sent: [other], verdict: { built: [other, root] } }),
  ...connection({ ...good, id: 70, time: 7_300_000, host: "refused.example", verdict: { built: [leaf], error: -202 }, result: { net_error: -202 } }),
]));

async function rowsAs(to: string, name = `rows.${to}`): Promise<string> {
  const out = join(folder, name);
  assert.equal((await tlscope(["convert", netlog, "--to", to, "--out", out])).status, 1);
  return out;
}

async function answerOf(...args: string[]): Promise<Record<string, unknown>[]> {
  const { status, stdout, stderr } = await tlscope(["query", ...args, "--json"]);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Record<string, unknown>[];
}

test("--list: twelve questions, each with what it asks", async () => {
  const { status, stdout } = await tlscope(["query", "--list"]);
  assert.equal(status, 0);
  assert.deepEqual(stdout.trimEnd().split("\n").map((line) => line.split(" ")[0]),
    ["ca-changes", "chains", "clients", "expiring", "failures", "grades", "interception", "lifetimes", "shared-keys", "transparency", "versions", "weak-keys"]);
  const listed = await tlscope(["query", "--list", "--json"]);
  assert.deepEqual(JSON.parse(listed.stdout), questions().map(({ name, about }) => ({ name, about })));
  const table = await tlscope(["query", "--list", "--csv"]);
  assert.match(table.stdout, /^"name","about"\r\n"ca-changes",".+"\r\n/);
  for (const { name, about, sql } of questions()) {
    assert.ok(about.length > 10, name);
    assert.match(sql, /sensor GLOBAL NOT IN \(SELECT sensor FROM telemetry WHERE record = 'deletion'\)/, `${name} counts nothing that was deleted`);
    assert.doesNotMatch(sql, /count\(\) AS connections/, `${name} counts connections by id`);
  }
});

test("every question has the same answer from NDJSON, CSV, Parquet, the recording itself, and files that hold everything twice", { skip: WITHOUT_CHDB }, async () => {
  const [ndjson, csv, parquet] = [await rowsAs("ndjson"), await rowsAs("csv"), await rowsAs("parquet")];
  for (const { name } of questions()) {
    const answer = await answerOf(name, parquet);
    for (const files of [[ndjson], [csv], [netlog], [ndjson, parquet]]) assert.deepEqual(await answerOf(name, ...files), answer, `${name} of ${files.join(" ")}`);
  }
  assert.deepEqual(
    (await answerOf("chains", parquet)).map(({ host, connections, with_superfluous: superfluous }) => [host, connections, superfluous]),
    [["refused.example", 1, 0], ["www.example.com", 2, 1], ["www.example.org", 1, 1]]);
  assert.deepEqual((await answerOf("shared-keys", parquet)).map(({ sites, examples }) => [sites, examples]), [[3, ["example.com", "example.org", "refused.example"]]]);
  assert.deepEqual((await answerOf("ca-changes", parquet)).map(({ host, first_ca: first, last_ca: last }) => [host, first, last]), [["www.example.com", "Issuing", "Another's \"CA\"\n=1+1"]]);
  assert.deepEqual((await answerOf("failures", parquet)).map(({ failure, connections }) => [failure, connections]), [["certificate-untrusted", 1]]);
  assert.deepEqual((await answerOf("versions", parquet)).map(({ tls_version: version, post_quantum_percent: share }) => [version, share]), [["TLS 1.3", 100]]);
});

test("versions: every version, suite and group of a week, which together are all of it", { skip: WITHOUT_CHDB }, async () => {
  const recorded = await recordedRows();
  const many = file("many.ndjson", Array.from({ length: 500 }, (_, i) => JSON.stringify(simulatedRow(recorded, 1, i, Date.now()))).join("\n"));
  const answer = await answerOf("versions", many);
  assert.ok(answer.length > 10);
  const [all] = await answerOf("SELECT uniqExact(id) AS n FROM telemetry WHERE record = 'connection' AND tls_version != ''", many);
  assert.equal(answer.reduce((total, { connections }) => total + Number(connections), 0), all?.["n"]);
  for (const week of new Set(answer.map(({ week: each }) => each))) {
    const percent = answer.filter((row) => row["week"] === week).reduce((total, row) => total + Number(row["percent"]), 0);
    assert.ok(Math.abs(percent - 100) < 1, String(percent));
  }
});

test("chDB reads every column as it was written", { skip: WITHOUT_CHDB }, async () => {
  const [ndjson, csv, parquet] = [await rowsAs("ndjson"), await rowsAs("csv"), await rowsAs("parquet")];
  const all = `SELECT ${COLUMN_NAMES.join(", ")} FROM telemetry ORDER BY id`;
  const rows = await answerOf(all, ndjson);
  assert.equal(rows.length, 9);
  assert.deepEqual(await answerOf(all, parquet), rows);
  // CSV differs in what keeps a cell from being a formula alone.
  const bare = (table: typeof rows): typeof rows => table.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === "string" ? value.replace(/^'(?=[=+\-@])/, "") : value])));
  assert.deepEqual(bare(await answerOf(all, csv)), rows);
  assert.ok(COLUMN_NAMES.every((name) => columnOf(name).kind !== "list" || rows.every((row) => Array.isArray(row[name]))));
});

test("a file's name is no SQL and no pattern", { skip: WITHOUT_CHDB }, async () => {
  for (const name of ["it's {a,b} [0-9]*?.rows", "');DROP TABLE telemetry;--", "{file_0:String}"]) {
    const odd = await rowsAs("ndjson", name);
    assert.deepEqual(await answerOf("SELECT count() AS n FROM telemetry", odd), [{ n: 9 }]);
  }
  assert.deepEqual(await answerOf("WITH hosts AS (SELECT DISTINCT host FROM telemetry WHERE record = 'connection') SELECT count() AS n FROM hosts;", join(folder, "rows.ndjson")), [{ n: 3 }]);
});

test("rows of another version of the columns: what it added is passed over, and what it has not is unknown", { skip: WITHOUT_CHDB }, async () => {
  const row = { record: "connection", id: "a", time: "2026-11-21 12:00:00", schema: 9, host: "newer.example", grade: "A" };
  const rows = file("newer.ndjson", `${JSON.stringify({ ...row, a_later_column: ["x"] })}\n${JSON.stringify({ ...row, id: "b", schema: undefined })}\n`);
  const asked = "SELECT schema, host, tls_version, score FROM telemetry ORDER BY id";
  const known = [{ schema: 9, host: "newer.example", tls_version: "", score: null }, { schema: null, host: "newer.example", tls_version: "", score: null }];
  assert.deepEqual(await answerOf(asked, rows), known);
  const csv = file("newer.csv", "record,id,schema,time,host,a_later_column\r\nconnection,a,9,2026-11-21 12:00:00,newer.example,x\r\nconnection,b,\\N,2026-11-21 12:00:00,newer.example,y\r\n");
  assert.deepEqual(await answerOf(asked, csv), known);
});

test("table, JSON and CSV; hostile text is shown as text, and is no formula", { skip: WITHOUT_CHDB }, async () => {
  const rows = await rowsAs("ndjson");
  const table = await tlscope(["query", "ca-changes", rows]);
  assert.match(table.stdout, /^host +port +cas +first_ca/);
  assert.match(table.stdout, /Another's "CA"<U\+000A>=1\+1/);
  const csv = await tlscope(["query", "SELECT '=1+1' AS a, NULL AS b, ['x'] AS c, toUInt64(3) AS d", rows, "--csv"]);
  assert.equal(csv.stdout, "\"a\",\"b\",\"c\",\"d\"\r\n\"'=1+1\",,\"['x']\",3\r\n");
});

test("a fault in a question or a file is said with its place", { skip: WITHOUT_CHDB }, async () => {
  const rows = await rowsAs("ndjson");
  const fails = async (args: readonly string[], said: RegExp): Promise<void> => {
    const { status, stdout, stderr } = await tlscope(["query", ...args]);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, said);
  };
  await fails(["SELECT nothing FROM telemetry", rows], /chDB cannot answer: .*nothing/);
  await fails(["DROP TABLE telemetry", rows], /chDB cannot answer: .*Syntax error/);
  await fails(["grades", join(folder, "nowhere")], /nowhere cannot be read/);
  const parquet = await rowsAs("parquet");
  await fails(["grades", file("cut.parquet", readFileSync(parquet).subarray(0, 5000).toString("latin1"))], /chDB cannot answer/);
  await fails(["grades", file("cut.ndjson", readFileSync(rows, "utf8").slice(0, -40))], /chDB cannot answer/);
  await fails(["grades", file("page.html", "<html>")], /page\.html is no export of TLScope/);
});

test("chDB is not fetched where nobody can be asked", async () => {
  const before = process.env["TLSCOPE_CHDB"];
  process.env["TLSCOPE_CHDB"] = join(folder, "no-chdb");
  try {
    const { status, stderr } = await tlscope(["query", "grades", netlog]);
    assert.equal(status, 2);
    assert.match(stderr, process.platform === "linux" && process.arch === "x64" ? /chDB \(546 MB on disk, 178 MB to download\) is not fetched unasked\. Say --yes to fetch it into/ : /pinned for Linux/);
  } finally {
    if (before === undefined) delete process.env["TLSCOPE_CHDB"];
    else process.env["TLSCOPE_CHDB"] = before;
  }
});

test("chDB is pinned with its integrity, and the project does not depend on it", () => {
  const lock = JSON.parse(readFileSync("fleet/chdb/package-lock.json", "utf8")) as { packages: Record<string, { integrity?: string; dependencies?: Record<string, string> }> };
  for (const [name, { integrity }] of Object.entries(lock.packages)) if (name !== "") assert.match(integrity ?? "", /^sha512-/, name);
  assert.deepEqual(lock.packages[""]?.dependencies, { chdb: "3.4.0" });
  assert.doesNotMatch(readFileSync("package-lock.json", "utf8"), /chdb/);
});

async function served(listener: RequestListener, ask: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("a server: the question in the body, name and password in headers, 64-bit numbers as numbers", async () => {
  let asked: { request: IncomingMessage; body: string } | undefined;
  await served((request, response) => {
    let body = "";
    request.on("data", (chunk) => body += String(chunk));
    request.on("end", () => {
      asked = { request, body };
      response.end("{\"meta\": [{\"name\": \"n\", \"type\": \"UInt64\"}, {\"name\": \"s\", \"type\": \"String\"}], \"data\": [[\"12\", \"12\"]]}");
    });
  }, async (url) => {
    assert.deepEqual(await answerOf("grades", "--server", url.replace("http://", "http://me:se%40cret@")), [{ n: 12, s: "12" }]);
  });
  assert.equal(asked?.request.headers["x-clickhouse-user"], "me");
  assert.equal(asked.request.headers["x-clickhouse-key"], "se@cret");
  assert.equal(asked.request.url, "/?database=tlscope&default_format=JSONCompact");
  assert.match(asked.body, /^-- Grades/);
});

test("a server that answers badly: what, where and what to do", async () => {
  const cases: readonly [RequestListener, RegExp][] = [
    [(_request, response) => void response.writeHead(500).end("Code: 47. DB::Exception: Unknown identifier: x"), /cannot answer: Code: 47\. DB::Exception: Unknown identifier/],
    [(_request, response) => void response.writeHead(502).end("<html>Bad gateway</html>"), /answered 502 and not as ClickHouse does/],
    [(_request, response) => void response.end("<html>Welcome</html>"), /answered with something else than JSON/],
    [(_request, response) => void response.writeHead(403).end("Code: 193. DB::Exception: Wrong password for user me"), /does not let this user in: give TLSCOPE_CLICKHOUSE_USER/],
    [(request, response) => {
      if (request.url === "/elsewhere") response.end("{\"meta\": [], \"data\": []}");
      else response.writeHead(302, { location: "/elsewhere" }).end();
    }, /cannot be asked/],
    [(request) => void request.socket.destroy(), /cannot be asked: .*Is it the address of ClickHouse's HTTP interface/],
  ];
  for (const [listener, said] of cases) {
    await served(listener, async (url) => {
      const { status, stderr } = await tlscope(["query", "grades", "--server", url.replace("http://", "http://me:s3cr3t@")]);
      assert.equal(status, 2);
      assert.match(stderr, said);
      assert.ok(!stderr.includes("s3cr3t"));
    });
  }
  const { stderr } = await tlscope(["query", "grades", "--server", "http://clickhouse.example.com:8123"]);
  assert.match(stderr, /an address with https is needed/);
});

test("usage", async () => {
  for (const [args, said] of [
    [["query"], /say what to ask/], [["query", "grades"], /give the files to ask, or --server URL/], [["query", "gradez", netlog], /"gradez" is no question; ready made are ca-changes, /],
    [["query", "grades", netlog, "--json", "--csv"], /one of --json and --csv/],
  ] as const) {
    const { status, stderr } = await tlscope(args);
    assert.equal(status, 2);
    assert.match(stderr, said);
  }
});

/** Asks with a program in the place of npm, which does this in the folder that it is started in; `left`: what is in the cache afterwards. */
async function askedWithNpmThat(does: string): Promise<Awaited<ReturnType<typeof tlscope>> & { left: string[] }> {
  const programs = mkdtempSync(join(folder, "npm-"));
  writeFileSync(join(programs, "npm"), `#!${process.execPath}\nconst { mkdirSync, writeFileSync } = require("node:fs");\n${does}\n`, { mode: 0o755 });
  const { PATH: path = "", TLSCOPE_CHDB: chosen } = process.env;
  Object.assign(process.env, { PATH: programs, TLSCOPE_CHDB: join(programs, "cache", "chdb") });
  try {
    return { ...await tlscope(["query", "versions", bad, "--yes"]), left: readdirSync(join(programs, "cache")) };
  } finally {
    process.env["PATH"] = path;
    if (chosen === undefined) delete process.env["TLSCOPE_CHDB"];
    else process.env["TLSCOPE_CHDB"] = chosen;
  }
}

const bad = file("one.ndjson", "{\"record\":\"connection\",\"id\":\"a\",\"time\":\"2026-11-21 12:00:00\"}\n");

test("chDB that cannot be fetched: npm's own first words say why, and nothing is left behind", async () => {
  const { status, stderr, left } = await askedWithNpmThat("console.error(\"npm error code ENOSPC\\nnpm error\\nnpm error no space left on device\"); process.exit(1);");
  assert.equal(status, 2);
  assert.match(stderr, /code ENOSPC no space left on device/);
  assert.deepEqual(left, []);
});

test("what npm fetched and nobody pinned is not run", async () => {
  const { status, stdout, stderr, left } = await askedWithNpmThat(`mkdirSync("node_modules/chdb", { recursive: true });
writeFileSync("node_modules/chdb/package.json", "{\\"main\\":\\"x.js\\"}");
writeFileSync("node_modules/chdb/x.js", "process.stdout.write('it ran')");
writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages: { "node_modules/chdb": { version: "3.4.0", integrity: "sha512-AAAA" } } }));`);
  assert.deepEqual([status, stdout], [2, ""]);
  assert.match(stderr, /chdb 3\.4\.0 there, which is not pinned/);
  assert.deepEqual(left, []);
});
