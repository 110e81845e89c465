// `tlscope record chromium` on every chain and failure of the lab, with a capture of the same connections beside it where that is
// possible: both have every chain byte for byte, and whatever they and the companion know is the same.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { trustRoots } from "../../browsers/nss.ts";
import { chromiumArguments, startLab, type LabCase } from "../../lab/index.ts";
import type { Lab } from "../../lab/lab.ts";
import type { Observation } from "../../src/core/observation.ts";
import { Exposure } from "../support/exposure.ts";
import { assertSentByteForByte, assertWaysAgree, captureInto, casesOf, importCapture, noCapture, probeAll, recordWith } from "../support/ways.ts";

describe("a stock Chromium, recorded", () => {
  const folder = mkdtempSync(join(tmpdir(), "tlscope-chromium-record-"));
  const ways = new Map<string, Observation[]>();
  const withoutCapture = noCapture();
  let lab: Lab;
  let cases: LabCase[];
  let outcome: { stderr: string; status: number | null };

  before(async () => {
    lab = await startLab();
    cases = casesOf(lab);
    await trustRoots(join(folder, ".pki", "nssdb"), lab.rootPems);
    const hosts = cases.map(({ host }) => host);
    const [capture, keys, out] = ["wire.pcapng", "keys", "out.json"].map((name) => join(folder, name)) as [string, string, string];
    const stop = withoutCapture === undefined ? await captureInto(capture, lab) : undefined;
    const { observations, ...rest } = await recordWith([
      "chromium", "--headless", "--out", out, ...hosts.map((host) => lab.url(host)), "--",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-gpu", "--disable-background-networking", "--disable-component-update", `--ssl-key-log-file=${keys}`, ...chromiumArguments(lab),
    ], out, hosts, { ...process.env, HOME: folder, XDG_CONFIG_HOME: join(folder, ".config"), XDG_CACHE_HOME: join(folder, ".cache"), TMPDIR: folder }, 150_000);
    outcome = rest;
    await stop?.();
    ways.set("record", observations);
    if (stop !== undefined) ways.set("capture", await importCapture(capture, keys));
    ways.set("companion", await probeAll(lab, hosts.filter((host) => !host.startsWith("http3"))));
  });

  after(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true });
  });

  test("every chain that was sent is there byte for byte", () => {
    assertSentByteForByte(lab, cases, ways.get("record") ?? [], "record");
  });

  test("a capture of the same connections has them byte for byte, over HTTP/3 too", (context) => {
    if (withoutCapture !== undefined) {
      context.skip(withoutCapture);
      return;
    }
    assertSentByteForByte(lab, cases, ways.get("capture") ?? [], "capture");
  });

  test("record, capture and companion agree on path, roles, missing, verdict, version, suite and group", async () => {
    assert.ok(await assertWaysAgree(lab, cases, ways) > 200);
  });

  test("the table in the terminal marks what the server could leave out, and what it forgot; a refused chain is exit status 1", () => {
    const { stderr, status } = outcome;
    assert.match(stderr, /^chain-unrelated\.test:\d+ +TLS 1\.3 +\S+ +valid +leaf, unrelated!, intermediate$/m);
    assert.match(stderr, /^chain-wrong-order\.test.*in the wrong order!$/m);
    assert.match(stderr, /^chain-no-intermediate\.test.* invalid +leaf/m);
    assert.equal(status, 1);
  });

  test("nothing of it is left but the export", () => {
    assert.ok(existsSync(join(folder, "out.json")));
    assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith("tlscope-")), []);
  });

  test("what is known is written down for the tables", () => {
    for (const [source, way] of [["chromium-recorded", "record"], ["captured", "capture"], ["companion", "companion"]] as const) {
      const exposure = new Exposure(source);
      for (const observation of ways.get(way) ?? []) exposure.noteObservation(observation);
      if (ways.has(way)) exposure.save("record");
    }
  });
});
