import assert from "node:assert/strict";
import { Readable, Writable } from "node:stream";
import { test } from "node:test";
import { assessLines } from "../../../cli/assess-lines.ts";
import { isDeeper } from "../../../cli/json-depth.ts";
import { jsonLine } from "../../../cli/json-line.ts";

test("a line of JSON is one line for everybody who cuts lines", () => {
  const value = { text: "a\u2028b\u2029c\u0085d\n\u000b\u000ce\u001c\\u2028" };
  const line = jsonLine(value);
  assert.deepEqual(line.slice(0, -1).match(/[\n\u000b\u000c\r\u001c-\u001e\u0085\u2028\u2029]/), null);
  assert.deepEqual(JSON.parse(line), value);
});

test("how deep arrays and objects lie in each other, strings aside", () => {
  assert.equal(isDeeper("[[[]]]", 3), false);
  assert.equal(isDeeper("[[[[]]]]", 3), true);
  assert.equal(isDeeper(`{"a":[{"b":"[[[[\\"[[[["}]}`, 3), false);
  assert.equal(isDeeper(`"${"[".repeat(100)}`, 3), false);
  assert.equal(isDeeper(`["\\\\",[[[`, 3), true);
  assert.equal(isDeeper(`["\\",[[["]`, 3), false);
  assert.equal(isDeeper("[][][][][]".repeat(100), 3), false);
});

test("a line of brackets is refused before it is read as JSON", async () => {
  let out = "";
  const output = new Writable({ write(chunk: Buffer, _encoding, done) {
    out += chunk.toString();
    done();
  } });
  await assessLines(Readable.from([Buffer.from(`${"[".repeat(70_000)}\n{"host":"a.test","tlsInfo":{}}\n`)]), output);
  const [bad, good] = out.trimEnd().split("\n").map((line) => JSON.parse(line) as { host?: string; error?: { code: string; message: string } });
  assert.equal(bad?.error?.code, "bad-json");
  assert.match(bad.error.message, /more than 64/);
  assert.equal(good?.host, "a.test");
});
