import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { authorization, sendBatch } from "../../../../src/background/upload/send.ts";
import { withCollector } from "./support/collector.ts";

const TOKEN = "s3cr3t-token";

test("a batch on the wire: NDJSON gzipped, its id, the token, and nothing of the browser's", async () => {
  await withCollector((_request, response) => response.end(), async (address, heard) => {
    assert.deepEqual(await sendBatch({ address, token: TOKEN }, "batch-1", "{\"a\":\"ü\"}\n"), { ok: true });
    const [first] = heard;
    assert.ok(first);
    assert.deepEqual([first.method, first.text], ["POST", "{\"a\":\"ü\"}\n"]);
    const { headers } = first;
    assert.deepEqual([headers["content-encoding"], headers["content-type"], headers["x-tlscope-batch"], headers.authorization], ["gzip", "application/x-ndjson", "batch-1", `Bearer ${TOKEN}`]);
    assert.deepEqual([headers.cookie, headers.referer, headers.origin], [undefined, undefined, undefined]);
  });
});

test("a token, a name and password, or a scheme and what it takes", () => {
  assert.equal(authorization("abc.def-1~+/="), "Bearer abc.def-1~+/=");
  assert.equal(authorization("tlscope:pass:word"), `Basic ${Buffer.from("tlscope:pass:word").toString("base64")}`);
  assert.equal(authorization("Token abc"), "Token abc");
});

test("what a collector may answer, and that the token is in nothing that is kept", async () => {
  const cases: readonly [RequestListener, string, RegExp][] = [
    [(_request, response) => void response.writeHead(500).end(`oops ${TOKEN}`), "server-error", /^500 oops \*\*\*$/],
    [(_request, response) => void response.writeHead(429).end(), "server-error", /^429$/],
    [(_request, response) => void response.writeHead(401).end(`no Bearer ${TOKEN}`), "refused", /^401 no \*\*\*$/],
    [(_request, response) => void response.writeHead(404).end("Code: 60. There is no such table."), "not-taken", /^404 Code: 60/],
    // ClickHouse 18.16, word for word.
    [(_request, response) => void response.writeHead(500).end("Code: 117, e.displayText() = DB::Exception: Unknown field found while parsing JSONEachRow format: later: (at row 1)\n, e.what() = DB::Exception\n"), "not-taken", /^500 Code: 117, .*later/],
    [(_request, response) => void response.writeHead(500).end("Poco::Exception. Code: 1000, e.code() = 0, e.displayText() = No authentication information found: Basic authentication expected"), "refused", /^500 /],
    [(_request, response) => void response.writeHead(500).end("Code: 243, e.displayText() = DB::Exception: Cannot reserve 1.00 MiB, not enough space, e.what() = DB::Exception"), "server-error", /not enough space/],
    [(_request, response) => void response.writeHead(400).end("x".repeat(1_000_000)), "not-taken", /^400 x{290,299}$/],
    [(_request, response) => void response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<html>Please log in</html>"), "no-collector", /^200$/],
    [(_request, response) => void response.writeHead(502, { "content-type": "text/html" }).end("<html>Bad gateway</html>"), "no-collector", /^502$/],
    [(request) => void request.socket.destroy(), "unreachable", /./],
  ];
  for (const [answer, code, detail] of cases) {
    await withCollector(answer, async (address) => {
      const result = await sendBatch({ address, token: TOKEN }, "b", "{}\n");
      assert.ok(!result.ok);
      assert.equal(result.code, code);
      assert.match(result.detail, detail);
      assert.ok(!JSON.stringify(result).includes("s3cr3t"));
    });
  }
});

test("name and password of a collector are kept no more than a token, in whatever form it says them back", async () => {
  await withCollector((request, response) => void response.writeHead(403).end(`${request.headers.authorization ?? ""} pass`), async (address) => {
    const result = await sendBatch({ address, token: "tlscope:pass" }, "b", "{}\n");
    assert.ok(!result.ok);
    assert.equal(result.detail, "403 *** ***");
  });
});

test("no redirect is followed: what is sent, and the token, reach nobody else", async () => {
  const others: string[] = [];
  const elsewhere = createServer((request, response) => {
    others.push(request.url ?? "");
    response.end();
  }).listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/caught`;
  for (const status of [301, 302, 303, 307, 308]) {
    await withCollector((_request, response) => void response.writeHead(status, { location }).end(), async (address) => {
      const result = await sendBatch({ address, token: TOKEN }, "b", "{}\n");
      assert.deepEqual(result.ok ? "ok" : result.code, "unreachable", String(status));
    });
  }
  elsewhere.close();
  assert.deepEqual(others, []);
});

test("a collector that does not answer is given up, and one that asks for a pause is given it", async () => {
  await withCollector(() => undefined, async (address) => {
    const result = await sendBatch({ address, token: "" }, "b", "{}\n", 50);
    assert.deepEqual(result.ok ? "ok" : result.code, "unreachable");
  });
  for (const [header, after] of [["120", 120_000], ["999999999", 86_400_000], ["Fri, 31 Dec 2027 23:59:59 GMT", undefined], ["-5", undefined]] as const) {
    await withCollector((_request, response) => void response.writeHead(503, { "retry-after": header }).end(), async (address) => {
      const result = await sendBatch({ address, token: "" }, "b", "{}\n");
      assert.equal(result.ok ? undefined : result.after, after, header);
    });
  }
});
