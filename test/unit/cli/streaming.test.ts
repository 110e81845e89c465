import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable, Writable } from "node:stream";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import fc from "fast-check";
import { assessLines } from "../../../cli/assess-lines.ts";
import { linesOf, type Line } from "../../../cli/lines.ts";
import { FOUND_FOLDERS } from "../../../scripts/support/by-folder.ts";
import { FOUND_RULES } from "../../../scripts/support/rules-by-folder.ts";

async function split(chunks: Uint8Array[], maxBytes: number): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of linesOf(Readable.from(chunks), maxBytes)) lines.push(line);
  return lines;
}

test("lines are the same however the bytes arrive", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", " ").replaceAll("\ufeff", ""))), fc.array(fc.integer({ min: 1, max: 7 })), async (texts, sizes) => {
    const bytes = new TextEncoder().encode(texts.map((text) => `${text}\n`).join(""));
    const chunks: Uint8Array[] = [];
    for (let start = 0, turn = 0; start < bytes.length; turn++) {
      const size = sizes.length === 0 ? bytes.length : sizes[turn % sizes.length] ?? 1;
      chunks.push(bytes.subarray(start, start + size));
      start += size;
    }
    assert.deepEqual(await split(chunks, 1000), texts.map((text, index) => ({ number: index + 1, text })));
  }), { numRuns: 300 });
});

test("a line that is too long is passed over, and the next is read", async () => {
  const bytes = new TextEncoder().encode(`${"x".repeat(100)}\nshort\n${"y".repeat(11)}`);
  assert.deepEqual(await split([bytes.subarray(0, 50), bytes.subarray(50)], 10), [
    { number: 1, tooLong: true }, { number: 2, text: "short" }, { number: 3, tooLong: true },
  ]);
});

test("input is read no faster than output is taken", async () => {
  const total = 5000;
  let given = 0;
  const input = Readable.from((function* () {
    for (; given < total; given++) yield Buffer.from('{"host":"a.test","tlsInfo":{}}\n');
  })(), { objectMode: true });
  let taken = 0;
  let release: (() => void) | undefined;
  const output = new Writable({
    highWaterMark: 1024,
    write(_chunk, _encoding, done) {
      taken += 1;
      if (taken === 1) release = done;
      else done();
    },
  });
  const finished = assessLines(input, output);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(given < 100, `${given} lines read while none was taken`);
  release?.();
  assert.equal(await finished, 0);
  assert.equal(given, total);
});

/** The command in one file, which a thread can run: that has to be JavaScript. */
async function withProgram(use: (program: URL) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tlscope-threads-"));
  try {
    const outfile = join(folder, "tlscope.mjs");
    await build({ entryPoints: ["cli/main.ts"], outfile, bundle: true, platform: "node", format: "esm", logLevel: "error", plugins: [FOUND_RULES, FOUND_FOLDERS] });
    await use(pathToFileURL(outfile));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("threads answer in the order of the lines, errors and long lines among them, as one thread alone does", async () => {
  const rows = Array.from({ length: 900 }, (_, i) => {
    if (i % 97 === 0) return "no JSON";
    const sentChain = [Buffer.from(`certificate ${i % 40} of one that is none`).toString("base64")];
    return JSON.stringify({ host: `h${i}.example.com`, time: "2026-11-21T12:00:00Z", tlsInfo: { sentChain }, ...(i === 500 && { note: "x".repeat(1_200_000) }) });
  });
  const bytes = Buffer.from(rows.map((row) => `${row}\n`).join(""));
  const answers = async (program?: URL): Promise<string> => {
    const parts: Buffer[] = [];
    const output = new Writable({ write(chunk: Buffer, _encoding, done) { parts.push(chunk); setImmediate(done); } });
    assert.equal(await assessLines(Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)]), output, undefined, program), 2);
    return Buffer.concat(parts).toString();
  };
  const alone = await answers();
  assert.equal(alone.split("\n").length, rows.length + 1);
  await withProgram(async (program) => assert.ok(alone === await answers(program)));
});

test("each line is answered before the next is given, however many came before", { timeout: 120_000 }, async () => {
  await withProgram(async (program) => {
    const input = new PassThrough();
    const output = new PassThrough();
    const finished = assessLines(input, output, undefined, program);
    const answers = linesOf(output, 1_000_000);
    for (let i = 1; i <= 210; i++) {
      input.write(`{"host":"h${i}.example.com","tlsInfo":{}}\n`);
      const next = await answers.next();
      assert.ok(next.done !== true);
      const { value } = next;
      assert.ok("text" in value && value.text.startsWith(`{"host":"h${i}.example.com"`), String(i));
    }
    input.end();
    assert.equal(await finished, 0);
  });
});
