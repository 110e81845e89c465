// The lab visited by a stock Chromium that records itself (--log-net-log), and the log read: of every connection the chain as
// sent is byte for byte the lab's, and all else that a NetLog knows is what the table expects.
import assert from "node:assert/strict";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launchChromium } from "../../browsers/chromium.ts";
import { english } from "../../cli/messages.ts";
import { labCases, startLab, type LabCase } from "../../lab/index.ts";
import type { Lab } from "../../lab/lab.ts";
import { assess } from "../../src/core/assess.ts";
import type { Assessment } from "../../src/core/assessment.ts";
import type { Observation } from "../../src/core/observation.ts";
import { NetLogReader, type NetLogSummary } from "../../src/core/recordings/netlog.ts";
import { tlscope } from "../support/command.ts";
import { sha256 } from "../support/sha256.ts";

/** Pages that load at the same time. */
const AT_ONCE = 4;
/** For one page. A page may load other things for longer; its own connection is there long before. Milliseconds. */
const PATIENCE = 15_000;

const folder = mkdtempSync(join(tmpdir(), "tlscope-recordings-"));
const file = join(folder, "net-log.json");
const cases = labCases.filter(({ server, category }) => server.kind !== "plain" && category !== "bench");
const observations: Observation[] = [];
let lab: Lab;
let summary: NetLogSummary;

before(async () => {
  lab = await startLab();
  await record();
  const reader = new NetLogReader({ onConnection: (observation) => observations.push(observation) });
  for await (const chunk of createReadStream(file)) reader.push(chunk as Uint8Array);
  summary = reader.end();
});

after(async () => {
  await lab.stop();
  rmSync(folder, { recursive: true });
});

async function record(): Promise<void> {
  const chromium = await launchChromium({ lab, args: [`--log-net-log=${file}`] });
  const waiting = cases.filter(({ host }) => unavailable(host) === undefined);
  const visit = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const page = await chromium.browser.newPage();
      // Half of the cases fail, which is what they are for.
      await page.goto(lab.url(next.host), { waitUntil: "domcontentloaded", timeout: PATIENCE }).catch(() => undefined);
      await page.close();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, visit));
  // A browser that is killed leaves its log without an end.
  await chromium.browser.close();
  await chromium.close();
}

function unavailable(host: string): string | undefined {
  return lab.cases.find((each) => each.host === host)?.unavailable;
}

function connectionsTo(host: string): Observation[] {
  return observations.filter((observation) => observation.host === host);
}

async function judged(observation: Observation): Promise<Assessment> {
  return assess(observation, { time: Date.parse(observation.time ?? ""), text: english });
}

/** What the table says of the parameters; those of a redirection's case are its goal's. */
function assertParameters(labCase: LabCase, { tlsInfo }: Observation): void {
  const { expect } = labCase;
  const { extra } = tlsInfo;
  assert.equal(extra?.source, "netlog");
  if (expect.finalHost !== undefined || expect.outcome !== "loads") return;
  assert.equal(tlsInfo.protocol, expect.alpn === "h3" ? "QUIC" : "TLS");
  assert.equal(tlsInfo.tlsVersion ?? extra.quic?.tlsVersion, expect.tlsVersion);
  assert.equal(tlsInfo.keyExchangeGroup, expect.group);
  assert.equal(tlsInfo.keyExchangeGroup === undefined, extra.unavailable?.keyExchangeGroup === "none");
  assert.equal(extra.alpn, expect.alpn);
  assert.notEqual(extra.signatureScheme === undefined, extra.unavailable?.signatureScheme === undefined);
}

async function assertLoads(labCase: LabCase, found: readonly Observation[]): Promise<void> {
  const { host, expect } = labCase;
  const whole = found.filter(({ tlsInfo }) => tlsInfo.builtChain !== undefined && tlsInfo.sentChain !== undefined);
  assert.ok(whole.length > 0, "no connection has both chains");
  for (const observation of found) {
    const { chainValid, extra } = observation.tlsInfo;
    assert.equal(extra?.error, undefined);
    // Where the first is slow Chromium tries a second connection, and may let it go before there is a verdict on it.
    if (chainValid === undefined && !whole.includes(observation)) {
      assert.notEqual(extra?.unavailable?.chainValid, undefined);
      continue;
    }
    assert.equal(chainValid, true);
    assertParameters(labCase, observation);
  }
  for (const observation of whole) {
    const { chain, connection } = await judged(observation);
    assert.equal(chain.verdict, "valid");
    const sent = lab.sentChain(host).map(sha256);
    assert.deepEqual(chain.sent.map((certificate) => certificate.sha256), sent);
    const path = expect.path === undefined || expect.finalHost !== undefined ? undefined : lab.expectedPath(host).map(sha256);
    if (path !== undefined) assert.deepEqual(chain.path, path);
    if (expect.roles !== undefined && expect.finalHost === undefined) assert.deepEqual(chain.sent.map(({ role }) => role), expect.roles);
    assert.deepEqual(chain.missing, (chain.path ?? []).slice(0, -1).filter((hash) => !sent.includes(hash)));
    if (expect.cipherSuite !== undefined && expect.finalHost === undefined) assert.equal(connection.cipherSuite?.name, expect.cipherSuite);
  }
}

async function assertFails({ host, chromium, expect }: LabCase, found: readonly Observation[]): Promise<void> {
  const name = chromium?.outcome === "fails" ? chromium.errorName : expect.errorName;
  const refused = name?.startsWith("ERR_CERT_") === true;
  for (const observation of found) {
    const { tlsInfo } = observation;
    assert.equal(tlsInfo.extra?.error?.name, name);
    assert.equal(tlsInfo.chainValid, refused ? false : undefined);
    assert.equal(tlsInfo.sentChain !== undefined, refused, "a chain is there where the browser refused it, and nowhere else");
    if (!refused) assert.equal(tlsInfo.extra?.unavailable?.sentChain, "handshake-failed");
    const { chain } = await judged(observation);
    assert.equal(chain.verdict, refused ? "invalid" : "unknown");
    assert.deepEqual(chain.sent.map((certificate) => certificate.sha256), refused ? lab.sentChain(host).map(sha256) : []);
  }
}

describe("the lab in a NetLog of a stock Chromium", () => {
  for (const labCase of cases) {
    test(`${labCase.host}: ${labCase.title}`, async (context) => {
      const reason = unavailable(labCase.host);
      if (reason !== undefined) {
        context.skip(reason);
        return;
      }
      const found = connectionsTo(labCase.host);
      assert.ok(found.length > 0, "no connection to it is in the log");
      for (const { port, ip, time, tlsInfo } of found) {
        assert.deepEqual([port, ip], [Number(new URL(lab.url(labCase.host)).port), "127.0.0.1"]);
        assert.ok(time !== undefined && Math.abs(Date.parse(time) - Date.now()) < 3_600_000);
        if (tlsInfo.sentChain !== undefined) assert.deepEqual(tlsInfo.sentChain, lab.sentChain(labCase.host), "byte for byte");
        else assert.notEqual(tlsInfo.extra?.unavailable?.sentChain, undefined);
      }
      const outcome = labCase.chromium?.outcome ?? labCase.expect.outcome;
      await (outcome === "loads" ? assertLoads(labCase, found) : assertFails(labCase, found));
    });
  }

  test("the log is whole, and every event of it was read", () => {
    assert.deepEqual([summary.complete, summary.damaged, summary.nameless, summary.tried], [true, 0, 0, true]);
    assert.match(summary.client.version ?? "", /^\d+\.\d+\.\d+\.\d+$/);
  });

  test("a certificate that the browser fetched is in the built chain, and missing in what was sent", async () => {
    const [fetched] = connectionsTo("chain-fetchable.test").filter(({ tlsInfo }) => tlsInfo.builtChain !== undefined);
    assert.ok(fetched !== undefined);
    const { chain } = await judged(fetched);
    assert.deepEqual(chain.missing, [sha256(fetched.tlsInfo.builtChain?.[1] ?? new Uint8Array())]);
  });

  test("a resumed session is told from a new one", () => {
    const resumed = connectionsTo("resumed.test").map(({ tlsInfo: { extra } }) => [extra?.resumed, extra?.unavailable?.sentChain]);
    assert.ok(resumed.some(([first]) => first === false));
    for (const [is, reason] of resumed) assert.equal(reason, is === true ? "resumed" : undefined);
  });
});

describe("the terminal's report of it", () => {
  for (const labCase of labCases.filter(({ category }) => category === "chain")) {
    test(`${labCase.host}: the roles of what was sent`, async (context) => {
      if ((labCase.chromium?.outcome ?? labCase.expect.outcome) !== "loads" || labCase.expect.roles === undefined) {
        context.skip("Chromium refuses it: the roles are not the table's");
        return;
      }
      const { status, stdout } = await tlscope(["import", "netlog", file, "--host", labCase.host]);
      assert.equal(status, 0);
      const [first = ""] = stdout.split(`\n${labCase.host}:`);
      const roles = Array.from(first.matchAll(/^ {4}\d+\. (\w+) /gm), ([, role]) => role);
      assert.deepEqual(roles, labCase.expect.roles);
    });
  }

  test("what is missing, and what was in the wrong order", async () => {
    assert.match((await tlscope(["import", "netlog", file, "--host", "chain-fetchable.test"])).stdout, /\(not sent\)/);
    assert.match((await tlscope(["import", "netlog", file, "--host", "chain-wrong-order.test"])).stdout, /Sent, in the wrong order/);
    const refused = await tlscope(["import", "netlog", file, "--host", "chain-no-intermediate.test"]);
    assert.equal(refused.status, 1);
    assert.match(refused.stdout, /Refused {7}net::ERR_CERT_AUTHORITY_INVALID/);
  });
});
