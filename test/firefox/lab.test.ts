// Every case of the lab in one real Firefox with one add-on: what the add-on reports is what the table expects.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { labCases } from "../../lab/index.ts";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { runQuietly } from "../../browsers/process/run.ts";
import { Addon } from "../../browsers/addon.ts";
import type { Assessment } from "../../src/core/assessment.ts";
import { assertBadge, assertFails, assertLoads, assertPlain, mainConnection } from "../support/expect-case.ts";
import { Exposure } from "../support/exposure.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import type { LaunchedFirefox } from "../../browsers/firefox.ts";
import { errorNameIn } from "../support/oldest-firefox.ts";
import { assertValidTelemetry } from "../support/telemetry-schema.ts";
import type { Lab } from "../../lab/lab.ts";

let lab: Lab;
let firefox: LaunchedFirefox;
let addon: Addon;
/** Host → tab. Tabs stay open: some cases need another page to be open, and the export is of all. */
const tabs = new Map<string, number>();

before(async () => {
  lab = await sharedLab();
  firefox = await launchFirefox({ lab, addonDir: "dist/firefox" });
  addon = await Addon.connect(firefox);
});

const exposure = new Exposure("firefox");

after(async () => {
  await exposure.saveFrom(firefox, "lab");
  await firefox.close();
  await lab.stop();
});

/** Pages that load while an earlier one is looked at. */
const AHEAD = 5;

async function open(host: string): Promise<number> {
  const tabId = tabs.get(host) ?? (await addon.openTab(lab.url(host)));
  tabs.set(host, tabId);
  return tabId;
}

async function visit(host: string) {
  const tabId = await open(host);
  const place = lab.cases.findIndex((labCase) => labCase.host === host);
  for (const next of lab.cases.slice(place + 1, place + 1 + AHEAD)) if (next.after === undefined && next.unavailable === undefined) await open(next.host);
  const { report } = await addon.settle(tabId);
  assert.ok(report, `The add-on knows nothing of ${host}.`);
  return { tabId, report };
}

describe("the lab in Firefox", () => {
  for (const labCase of labCases) {
    const { host, title, expect, after: earlier } = labCase;
    test(`${host}: ${title}`, async (context) => {
      const unavailable = lab.cases.find((labCase) => labCase.host === host)?.unavailable;
      if (unavailable !== undefined) {
        context.skip(unavailable);
        return;
      }
      if (earlier !== undefined) await visit(earlier);
      const { tabId, report } = await visit(host);
      switch (expect.outcome) {
        case "loads":
          assertLoads(report, lab, host, expect);
          break;
        case "fails":
          assertFails(report, host);
          break;
        case "plain":
          assertPlain(report, host, expect);
          break;
      }
      if (expect.outcome !== "plain") exposure.note(mainConnection(report), expect);
      await assertBadge(() => addon.badge(tabId), report);
      const errorName = await errorNameIn(firefox, labCase);
      if (errorName !== undefined) await assertErrorName(lab.url(host), errorName);
    });
  }

  test("the export validates against its schema, and the command judges it the same", async () => {
    const telemetry = await addon.ask("telemetry/export", {});
    const observations = assertValidTelemetry(telemetry);
    const hosts = new Set(observations.map(({ host }) => host));
    for (const { host, expect } of lab.cases.filter(({ unavailable }) => unavailable === undefined)) {
      if (expect.outcome === "loads") assert.ok(hosts.has(expect.finalHost ?? host), `${host} is not in the export.`);
    }
    assert.deepEqual(await assessAgain(telemetry), observations.map(({ assessment }) => assessment));
  });
});

/** A second opinion: what Firefox itself calls the failure. */
async function assertErrorName(url: string, errorName: string): Promise<void> {
  const page = await firefox.browser.newPage();
  try {
    await assert.rejects(page.goto(url), (error) => error instanceof Error && error.message.includes(errorName), `Firefox does not fail with ${errorName}`);
  } finally {
    await page.close();
  }
}

/** The assessments that the built command gives for an export. */
async function assessAgain(telemetry: object): Promise<Assessment[]> {
  const folder = mkdtempSync(join(tmpdir(), "tlscope-telemetry-"));
  try {
    const file = join(folder, "telemetry.json");
    writeFileSync(file, JSON.stringify(telemetry));
    const { output } = await runQuietly(process.execPath, ["dist/cli/tlscope.mjs", "assess", "--json", file]);
    return JSON.parse(output) as Assessment[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

