// `tlscope record firefox` on every chain and failure of the lab: the chains byte for byte, and whatever it, a capture of an
// ordinary Firefox and the companion know is the same.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launchFirefox } from "../../browsers/firefox.ts";
import { startLab, type LabCase } from "../../lab/index.ts";
import type { Lab } from "../../lab/lab.ts";
import type { Observation } from "../../src/core/observation.ts";
import { Exposure } from "../support/exposure.ts";
import { trustingFirefox } from "../support/trusting-firefox.ts";
import { assertSentByteForByte, assertWaysAgree, captureInto, casesOf, importCapture, noCapture, probeAll, recordWith } from "../support/ways.ts";

/** Over a proxy there is no HTTP/3. */
const OVER_TCP = ({ server }: LabCase): boolean => server.kind !== "tls" || !server.alpn.includes("h3");

describe("a stock Firefox, recorded", { skip: process.platform === "linux" ? false : "on Linux alone" }, () => {
  const folder = mkdtempSync(join(tmpdir(), "tlscope-firefox-record-"));
  const ways = new Map<string, Observation[]>();
  const withoutCapture = noCapture();
  let lab: Lab;
  let cases: LabCase[];
  let stderr: string;

  before(async () => {
    lab = await startLab();
    cases = casesOf(lab);
    const hosts = cases.filter(OVER_TCP).map(({ host }) => host);
    const [scratch, out] = [join(folder, "scratch"), join(folder, "out.json")];
    mkdirSync(scratch);
    const recorded = await recordWith(
      ["firefox", "--headless", "--program", trustingFirefox(folder, lab), "--resolve", "*.test=127.0.0.1", "--out", out, ...hosts.map((host) => lab.url(host))], out, hosts, { ...process.env, TMPDIR: scratch }, 150_000,
    );
    stderr = recorded.stderr;
    ways.set("record", recorded.observations);
    if (withoutCapture === undefined) ways.set("capture", await captured());
    ways.set("companion", await probeAll(lab, hosts));
  });

  after(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true });
  });

  /** An ordinary Firefox with a key log, and all that it sends. */
  async function captured(): Promise<Observation[]> {
    const [capture, keys] = [join(folder, "wire.pcapng"), join(folder, "keys")];
    const stop = await captureInto(capture, lab);
    process.env["SSLKEYLOGFILE"] = keys;
    try {
      const firefox = await launchFirefox({ lab });
      for (const { host } of cases) {
        const page = await firefox.browser.newPage();
        // Half of the cases fail, which is what they are for.
        await page.goto(lab.url(host), { waitUntil: "domcontentloaded", timeout: 20_000 }).catch(() => undefined);
        await page.close();
      }
      await firefox.close();
    } finally {
      delete process.env["SSLKEYLOGFILE"];
    }
    await stop();
    return importCapture(capture, keys);
  }

  test("every chain that was sent is there byte for byte", () => {
    assertSentByteForByte(lab, cases.filter(OVER_TCP), ways.get("record") ?? [], "record");
  });

  test("a capture has them byte for byte, over HTTP/3 too", (context) => {
    if (withoutCapture !== undefined) {
      context.skip(withoutCapture);
      return;
    }
    assertSentByteForByte(lab, cases, ways.get("capture") ?? [], "capture");
  });

  test("record, capture and companion agree on path, roles, missing, verdict, version, suite and group", async () => {
    assert.ok(await assertWaysAgree(lab, cases, ways) > 200);
  });

  test("nobody but the recorded browser came to the tunnel, every key came, and nothing is left but the export", () => {
    assert.ok(!stderr.includes("turned away") && !stderr.includes("wrote no key"), stderr);
    assert.ok(existsSync(join(folder, "out.json")));
    assert.deepEqual(readdirSync(join(folder, "scratch")).filter((name) => name.startsWith("tlscope-")), []);
  });

  test("what is known is written down for the tables", () => {
    const exposure = new Exposure("firefox-recorded");
    for (const observation of ways.get("record") ?? []) exposure.noteObservation(observation);
    exposure.save("record");
  });
});
