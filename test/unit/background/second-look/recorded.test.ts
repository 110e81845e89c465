// What a recording has becomes part of what is told of a connection: only where it is that connection's, and where the person consented.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageAnswers, type PageTools } from "../../../../src/background/answers/page.ts";
import { JudgeMaker } from "../../../../src/background/judges.ts";
import type { StoredConnection } from "../../../../src/background/pages/connection.ts";
import { Pages } from "../../../../src/background/pages/pages.ts";
import { CompanionError } from "../../../../src/background/second-look/companion-error.ts";
import { readAnswer, recordedMessage, type RecordedQuestion, type RecordedSighting } from "../../../../src/background/second-look/protocol.ts";
import { leafOf, RecordedChains, withRecorded } from "../../../../src/background/second-look/recorded.ts";
import { RecordedLook } from "../../../../src/background/second-look/recorded-look.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import { observationToJson } from "../../../../src/core/telemetry/observation-json.ts";
import type { ConnectionReport, PageReport } from "../../../../src/messages/page.ts";
import { DEFAULT_SETTINGS } from "../../../../src/settings/settings.ts";
import { certificate } from "../../support/certificates.ts";
import { sha256 } from "../../../support/sha256.ts";
import { english } from "../../support/english.ts";
import { MemoryArea } from "../pages/memory-area.ts";

const HOST = "recorded.test";
const TIME = Date.UTC(2026, 10, 21, 12);
const leaf = certificate({ dns: [HOST], issuer: "Issuing" });
const issuing = certificate({ subject: "Issuing", issuer: "Root", ca: true });
const root = certificate({ subject: "Root", issuer: "Root", ca: true });
const stray = certificate({ subject: "Stray", issuer: "Nobody", ca: true });
const other = certificate({ dns: [HOST], issuer: "Other" });
const sent = [leaf, stray, issuing];
const observation: Observation = { host: HOST, port: 443, time: "2026-11-21T12:00:01.000Z", tlsInfo: { sentChain: sent, builtChain: [leaf, issuing, root], chainValid: true, protocol: "TLS", extra: { source: "netlog", rootIsBuiltIn: true } } };

function connection(tls: StoredConnection["tls"] = { protocol: "TLS", extra: { source: "chromium", unavailable: { sentChain: "not-exposed", builtChain: "not-exposed" } } }): StoredConnection {
  return { scheme: "https:", host: HOST, port: 443, requests: 1, types: {}, firstSeen: TIME, lastSeen: TIME, main: true, tls };
}

describe("what a recording has", () => {
  test("fills in what the browser did not tell, and no more", () => {
    const chains = new RecordedChains();
    const bare = connection();
    assert.ok(chains.put(bare, observation));
    const chain = chains.of(bare);
    assert.ok(chain !== undefined);
    const { tlsInfo } = withRecorded({ host: HOST, tlsInfo: { protocol: "TLS", extra: { source: "chromium", unavailable: { sentChain: "not-exposed", builtChain: "not-exposed", cipherSuite: "not-exposed" } } } }, chain);
    assert.deepEqual(tlsInfo, { protocol: "TLS", sentChain: sent, builtChain: [leaf, issuing, root], chainValid: true, extra: { source: "chromium", rootIsBuiltIn: true, unavailable: { cipherSuite: "not-exposed" } } });
    const told = withRecorded({ host: HOST, tlsInfo: { builtChain: [leaf], chainValid: false, extra: { source: "firefox" } } }, chain).tlsInfo;
    assert.deepEqual([told.sentChain, told.builtChain, told.chainValid, told.extra?.rootIsBuiltIn], [sent, [leaf], false, undefined]);
    assert.deepEqual(chains.certificate(sha256(stray)), stray);
  });

  test("is not taken of another certificate, another protocol, or where nothing was sent", () => {
    const chains = new RecordedChains();
    const [withOther, overQuic] = [connection({ builtChain: [sha256(other)] }), connection({ protocol: "QUIC" })];
    assert.equal(leafOf(withOther), sha256(other));
    assert.deepEqual([chains.put(withOther, observation), chains.put(overQuic, observation), chains.put(connection(), { ...observation, tlsInfo: {} }), chains.put(connection(), { ...observation, tlsInfo: { sentChain: [] } })], [false, false, false, false]);
    assert.deepEqual([chains.of(withOther), chains.of(overQuic)], [undefined, undefined]);
  });

  test("is let go where the browser tells later that the connection was another one", () => {
    const chains = new RecordedChains();
    const learnt = connection();
    chains.put(learnt, observation);
    learnt.tls = { builtChain: [sha256(other)] };
    assert.equal(chains.of(learnt), undefined);
  });
});

describe("the companion is asked", () => {
  function look(answer: RecordedSighting | CompanionError) {
    const questions: RecordedQuestion[] = [];
    const state = { learnt: 0 };
    const client = {
      recorded: (question: RecordedQuestion) => {
        questions.push(question);
        return answer instanceof CompanionError ? Promise.reject(answer) : Promise.resolve(answer);
      },
    };
    return { questions, state, look: new RecordedLook(client, () => (state.learnt += 1)) };
  }

  test("with the certificate that the browser told, and says that something is known", async () => {
    const { look: recordedLook, questions, state } = look({ recording: true, observation });
    const chains = new RecordedChains();
    const told = connection({ builtChain: [sha256(leaf)] });
    await recordedLook.look(chains, told, true);
    assert.deepEqual([questions, state.learnt, chains.of(told)?.sent], [[{ host: HOST, port: 443, leaf: sha256(leaf) }], 1, sent.map(sha256)]);
    await recordedLook.look(chains, told, true);
    assert.equal(questions.length, 1, "what is known is not asked again");
  });

  test("never of plain http, nor where the browser told what was sent; of other hosts only while it records", async () => {
    const { look: recordedLook, questions } = look({ recording: true });
    const chains = new RecordedChains();
    await recordedLook.look(chains, { ...connection(), scheme: "http:" }, true);
    await recordedLook.look(chains, connection({ sentChain: [sha256(leaf)] }), true);
    await recordedLook.look(chains, connection(), false);
    assert.equal(questions.length, 0);
    await recordedLook.look(chains, connection(), true);
    await recordedLook.look(chains, connection(), false);
    assert.equal(questions.length, 2);
  });

  test("an answer for another host is none", async () => {
    const { look: recordedLook, state } = look({ recording: true, observation: { ...observation, host: "else.test" } });
    const chains = new RecordedChains();
    const bare = connection();
    await recordedLook.look(chains, bare, true);
    assert.deepEqual([chains.of(bare), state.learnt], [undefined, 0]);
  });

  for (const code of ["rejected", "not-installed", "timeout", "bad-answer"] as const) {
    test(`${code} is as if nothing were recorded`, async () => {
      const { look: recordedLook, state } = look(new CompanionError(code, "unknown-type: type: hello or probe is expected"));
      await recordedLook.look(new RecordedChains(), connection(), true);
      assert.equal(state.learnt, 0);
    });
  }
});

describe("an answer about a recording", () => {
  const answer = (parts: object): object => ({ version: 1, id: 3, type: "recorded", recording: true, ...parts });

  test("is read", () => {
    assert.deepEqual(recordedMessage(3, { host: HOST, port: 443 }), { version: 1, id: 3, type: "recorded", host: HOST, port: 443 });
    assert.deepEqual(readAnswer(answer({ recording: false })), { id: 3, recorded: { recording: false } });
    assert.deepEqual(readAnswer(answer({ observation: observationToJson(observation) })), { id: 3, recorded: { recording: true, observation } });
  });

  for (const parts of [{ recording: "yes" }, { recording: undefined }, { observation: 1 }, { observation: null }, { observation: { host: HOST, tlsInfo: { sentChain: [1] } } }, { observation: { host: 1, tlsInfo: {} } }, { id: "3" }, { version: 2 }]) {
    test(`that is none is a typed error: ${JSON.stringify(parts)}`, () => {
      assert.throws(() => readAnswer(answer(parts)), (error) => error instanceof CompanionError && ["bad-answer", "wrong-version"].includes(error.code));
    });
  }
});

describe("the page's report", () => {
  async function opened({ incognito = false, consent = true, permitted = true } = {}) {
    const pages = new Pages(new MemoryArea(), { delay: 1 });
    await pages.restore();
    const url = `https://${HOST}/`;
    const request = { requestId: "1", url, type: "main_frame", tabId: 1, frameId: 0, timeStamp: TIME, incognito };
    pages.requestBegan(request);
    pages.responseSeen({ ...request, statusCode: 200, tlsInfo: { builtChain: [leaf, issuing, root], chainValid: true, protocol: "TLS", tlsVersion: "TLS 1.3", cipherSuite: 0x1302, keyExchangeGroup: "x25519", extra: { source: "firefox", rootIsBuiltIn: true, unavailable: { sentChain: "not-exposed" } } } }, true);
    pages.navigationCommitted({ tabId: 1, frameId: 0, url, timeStamp: TIME + 1 });
    const maker = new JudgeMaker(pages.certificates, english);
    const judges = maker.make(DEFAULT_SETTINGS.trust, { interception: DEFAULT_SETTINGS.interception, recall: () => Promise.resolve(undefined), elsewhere: undefined });
    const questions: RecordedQuestion[] = [];
    const recordedLook = new RecordedLook({
      recorded: (question) => {
        questions.push(question);
        return Promise.resolve({ recording: true, observation });
      },
    }, () => undefined);
    const tools: PageTools = {
      pages, judges: () => Promise.resolve(judges), recordedLook, tellsByItself: true, inspections: { available: false, mode: "off" } as unknown as PageTools["inspections"],
      settings: { read: () => Promise.resolve({ ...DEFAULT_SETTINGS, companion: consent }) } as PageTools["settings"],
      permissions: { contains: () => Promise.resolve(permitted) }, tab: () => Promise.resolve(undefined), companionCertificate: () => undefined,
    };
    const answers = pageAnswers(tools);
    const ask = async (): Promise<ConnectionReport> => JSON.parse(await answers["page/connection"]({ tabId: 1, host: HOST, port: 443, scheme: "https:" })) as ConnectionReport;
    return { ask, questions, report: async () => JSON.parse(await answers["page/text"]({ tabId: 1 })) as PageReport, describe: (hash: string) => answers["certificate/describe"]({ sha256: hash }), plain: () => maker.plain().reporter.report(pages.view(1) ?? assert.fail("no view")) };
  }

  test("has what was sent, with roles, once it was asked for, and says so", async () => {
    const { ask, report, questions, describe: describeOf, plain } = await opened();
    assert.equal((await report()).connections[0]?.recorded, undefined);
    assert.deepEqual(questions, [], "a report alone asks nobody");
    await ask();
    const { connections: [main], certificates } = await report();
    assert.deepEqual(main?.recorded, { time: "2026-11-21T12:00:01.000Z", of: "connection" });
    assert.deepEqual(main.assessment?.chain.sent.map(({ role }) => role), ["leaf", "unrelated", "intermediate"]);
    assert.equal(main.assessment.connection.unavailable?.["sentChain"], undefined);
    assert.ok(certificates[sha256(stray)] !== undefined);
    assert.notEqual(await describeOf(sha256(stray)), "null");
    // What is exported is judged so.
    const [exported] = (await plain()).connections;
    assert.deepEqual([exported?.recorded, exported?.assessment?.chain.sent], [undefined, []]);
  });

  for (const [what, parts] of [["a private window", { incognito: true }], ["a person who has not switched the companion on", { consent: false }], ["a browser that has not permitted it", { permitted: false }]] as const) {
    test(`asks nobody for ${what}`, async () => {
      const { ask, questions } = await opened(parts);
      const { connection: shown } = await ask();
      assert.deepEqual([questions, shown.recorded], [[], undefined]);
    });
  }
});
