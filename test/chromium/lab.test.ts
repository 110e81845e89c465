// Every case of the lab in one real Chromium with the add-on, asked for on demand and with every page inspected: what the
// add-on reports is what the table expects.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Expectation, type LabCase, labCases } from "../../lab/index.ts";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { Addon } from "../../browsers/addon.ts";
import { attachedTabs } from "../../browsers/chromium-addon.ts";
import { until } from "../../browsers/until.ts";
import type { InspectionMode } from "../../src/settings/settings.ts";
import { sha256 } from "../support/sha256.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import { Exposure } from "../support/exposure.ts";
import { assertBadge, assertFails, assertLoads, assertPlain, mainConnection } from "../support/expect-case.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { assertValidTelemetry } from "../support/telemetry-schema.ts";
import type { PageReport } from "../../src/messages/page.ts";
import type { InspectionOutcome } from "../../src/messages/inspection.ts";
import type { Lab } from "../../lab/lab.ts";

/** Pages that load at the same time. */
const BATCH = 8;
/** No change for so long, and a page counts as loaded. Milliseconds. */
const QUIET = 250;

/** The codes of the errors by which pages of the lab fail. */
const CODES: Readonly<Record<string, string>> = {
  ERR_CERT_AUTHORITY_INVALID: "certificate-untrusted",
  ERR_CERT_DATE_INVALID: "certificate-expired",
  ERR_CERT_COMMON_NAME_INVALID: "certificate-name-mismatch",
  ERR_CERT_INVALID: "certificate-invalid",
  ERR_SSL_VERSION_OR_CIPHER_MISMATCH: "tls-no-common-cipher",
  ERR_SSL_PROTOCOL_ERROR: "tls-handshake",
  ERR_CONNECTION_RESET: "connection-reset",
  ERR_CONNECTION_CLOSED: "connection-closed",
};

interface Visited {
  /** Before anything was asked for. */
  first: PageReport;
  report: PageReport;
  badge: { text: string; title: string };
  outcome?: InspectionOutcome;
  /** Tabs that the debugger was attached to when all was told. */
  attached: readonly number[];
  tabId: number;
}

let lab: Lab;
let chromium: LaunchedBrowser;
let addon: Addon;

before(async () => {
  lab = await sharedLab();
  chromium = await launchChromium({ lab, addonDir: builtAddon("chromium") });
  addon = await Addon.connect(chromium);
});

after(async () => {
  await chromium.close();
  await lab.stop();
});

const exposures = {
  before: new Exposure("chromium"),
  "on-demand": new Exposure("chromium-on-demand"),
  "every-page": new Exposure("chromium-every-page"),
};

after(() => {
  for (const exposure of Object.values(exposures)) exposure.save("lab");
});

async function visit({ host, expect }: LabCase, mode: InspectionMode): Promise<Visited> {
  const tabId = await addon.openTab(lab.url(host));
  let first = (await addon.settle(tabId, { quiet: QUIET })).report;
  const missing = () => otherHosts(host, expect).filter((other) => first?.connections.some((connection) => connection.host === other) !== true);
  for (let waited = 0; waited < 5000 && missing().length > 0; waited += QUIET) first = (await addon.settle(tabId, { quiet: QUIET })).report;
  assert.ok(first, `The add-on knows nothing of ${host}.`);
  if (mode === "every-page") first = await until(() => addon.ask("page/get", { tabId }), (answer) => answer?.inspection === undefined, { what: "it is told" }) ?? first;
  let report = first;
  let outcome: InspectionOutcome | undefined;
  if (mode === "on-demand" && first.inspection === "possible") {
    outcome = await addon.ask("inspection/page", { tabId });
    report = await addon.ask("page/get", { tabId }) ?? first;
  }
  const badge = { text: "", title: "" };
  await assertBadge(async () => Object.assign(badge, await addon.badge(tabId)), report);
  return { first, report, badge, attached: await attachedTabs(addon.page), tabId, ...(outcome === undefined ? {} : { outcome }) };
}

/** Each case's page by one of the two ways; several at a time, since what takes its time is waiting. */
async function visitAll(mode: InspectionMode): Promise<Map<string, Visited | Error>> {
  const visited = new Map<string, Visited | Error>();
  const open = lab.cases.filter(({ unavailable }) => unavailable === undefined);
  for (let start = 0; start < open.length; start += BATCH) {
    const batch = open.slice(start, start + BATCH);
    await Promise.all(batch.map(async (labCase) => {
      visited.set(labCase.host, await visit(labCase, mode).catch((error: unknown) => error instanceof Error ? error : new Error(String(error))));
    }));
    await addon.closeTabs(batch.flatMap(({ host }) => {
      const seen = visited.get(host);
      return seen === undefined || seen instanceof Error ? [] : [seen.tabId];
    }));
  }
  return visited;
}

/** Chromium blocks images over plain http in an https page, before any add-on is told. */
const BLOCKED: Readonly<Record<string, readonly string[]>> = { "mixed-plain.test": ["plain.test"] };

function otherHosts(host: string, expect: Expectation): string[] {
  return (expect.otherHosts ?? []).filter((other) => BLOCKED[host]?.includes(other) !== true);
}

function assertCase({ host, expect: inFirefox, chromium: own }: LabCase, report: PageReport): void {
  const expect: Expectation = { ...inFirefox, otherHosts: otherHosts(host, inFirefox) };
  const outcome = own?.outcome ?? expect.outcome;
  if (outcome === "plain") assertPlain(report, host, expect);
  else if (outcome === "loads" && own === undefined) assertLoads(report, lab, host, expect);
  else if (outcome === "loads") {
    // It fails in Firefox, and the table says no more: the chain begins with what was sent and ends at a root that is trusted.
    const { assessment, certificates } = mainConnection(report);
    const [leaf] = lab.sentChain(host);
    assert.ok(assessment && leaf);
    assert.equal(assessment.chain.verdict, "valid");
    assert.equal(certificates[0], sha256(leaf));
    assert.ok(lab.roots.map(sha256).includes(certificates.at(-1) ?? ""));
    for (const value of [assessment.connection.version, assessment.connection.cipherSuite, assessment.connection.group]) assert.notEqual(value, undefined);
  } else {
    assertFails(report, host);
    const name = own?.outcome === "fails" ? own.errorName : "";
    const { error } = mainConnection(report);
    assert.equal(error?.name, name);
    assert.equal(error.message, `net::${name}`);
    assert.equal(error.code, CODES[name]);
    assert.equal(report.inspection, undefined, "there is nothing to inspect");
  }
}

describe("the lab in Chromium, each page asked for on demand", () => {
  let visited: Map<string, Visited | Error>;
  before(async () => {
    visited = await visitAll("on-demand");
  });

  for (const labCase of labCases) {
    test(`${labCase.host}: ${labCase.title}`, (context) => {
      const unavailable = lab.cases.find(({ host }) => host === labCase.host)?.unavailable;
      if (unavailable !== undefined) {
        context.skip(unavailable);
        return;
      }
      const seen = visited.get(labCase.host);
      assert.ok(seen, "It was not visited.");
      if (seen instanceof Error) throw seen;
      assertCase(labCase, seen.report);
      if (labCase.expect.outcome !== "plain") {
        exposures.before.note(mainConnection(seen.first), labCase.expect);
        exposures["on-demand"].note(mainConnection(seen.report), labCase.expect);
      }
      if (seen.report.state !== "observed") return;
      const before = mainConnection(seen.first).assessment?.connection;
      assert.equal(before?.version === undefined || before.protocol === "QUIC", true, "without the debugger no version is known");
      assert.equal(before?.cipherSuite, undefined);
      assert.equal(before?.alpn, mainConnection(seen.report).assessment?.connection.alpn, "the page itself knows its HTTP version");
      assert.deepEqual(seen.outcome, { way: "cache" });
      assert.equal(seen.report.inspection, undefined);
      // A page's icon may still come in the meantime.
      const asked = ({ connections }: PageReport): number => connections.reduce((sum, { types }) => sum + (types["xmlhttprequest"] ?? 0), 0);
      assert.equal(asked(seen.report), asked(seen.first), "the inspection counts for no request of the page's");
    });
  }

  test("nothing is attached when all was told", async () => {
    assert.deepEqual(await attachedTabs(addon.page), []);
  });

  test("the export validates against its schema", async () => {
    const telemetry = await addon.ask("telemetry/export", {});
    const observations = assertValidTelemetry(telemetry);
    const told = observations.filter(({ tlsInfo: { builtChain } }) => builtChain !== undefined).map(({ host }) => host);
    for (const { host, expect, unavailable, chromium: own } of lab.cases) {
      if (unavailable === undefined && own === undefined && expect.outcome === "loads") assert.ok(told.includes(expect.finalHost ?? host), `the chain of ${host} is not in the export`);
    }
    assert.match((telemetry as { producer: { browser: string } }).producer.browser, /^(?:Headless)?Chrom(?:e|ium) \d+/);
  });
});

describe("the lab in Chromium, every page inspected", () => {
  let visited: Map<string, Visited | Error>;
  before(async () => {
    await addon.ask("settings/set", { values: { inspection: "every-page" } });
    assert.deepEqual(await addon.ask("inspection/get", {}), { available: true, mode: "every-page" });
    visited = await visitAll("every-page");
  });

  for (const labCase of labCases) {
    test(`${labCase.host}: ${labCase.title}`, (context) => {
      const unavailable = lab.cases.find(({ host }) => host === labCase.host)?.unavailable;
      if (unavailable !== undefined) {
        context.skip(unavailable);
        return;
      }
      const seen = visited.get(labCase.host);
      assert.ok(seen, "It was not visited.");
      if (seen instanceof Error) throw seen;
      assertCase(labCase, seen.report);
      if (labCase.expect.outcome !== "plain") exposures["every-page"].note(mainConnection(seen.report), labCase.expect);
      if (seen.report.state === "observed") assert.ok(seen.attached.includes(seen.tabId), "the debugger stays attached");
    });
  }

  test("a page's other hosts and its frames are told of too", async () => {
    const inFrame = ({ host, types, assessment }: PageReport["connections"][number]): boolean => host === "tls12-ecdhe-cbc.test" && "sub_frame" in types && assessment?.connection.cipherSuite !== undefined;
    // A frame may have its answer before the browser lets anybody into its process: nothing is told of it then, until it is loaded again.
    const load = async (patience: number): Promise<PageReport | null> => {
      const tabId = await addon.openTab(lab.url("frames.test"));
      return await until(() => addon.ask("page/get", { tabId }), (answer) => answer?.connections.some(inFrame) === true, { what: "the frame is told of", patience });
    };
    const report = await load(6_000).catch(() => load(6_000)).catch(() => load(20_000));
    const frame = report?.connections.find(inFrame);
    assert.equal(frame?.assessment?.connection.cipherSuite?.name, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");
    // Where the frame is in a process of its own its chain may be missing, and that is said.
    if (frame.certificates.length === 0) assert.equal(frame.assessment.connection.unavailable?.["builtChain"], "bytes-missing");
    else assert.deepEqual(frame.certificates, lab.expectedPath("tls12-ecdhe-cbc.test").map(sha256));
  });

  test("nothing is attached once that is switched off", async () => {
    assert.notDeepEqual(await attachedTabs(addon.page), []);
    await addon.ask("settings/set", { values: { inspection: "on-demand" } });
    assert.deepEqual(await attachedTabs(addon.page), []);
  });
});
