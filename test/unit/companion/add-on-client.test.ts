// The add-on's side of native messaging, against the companion itself and against what is no companion.
import assert from "node:assert/strict";
import { endianness } from "node:os";
import { PassThrough } from "node:stream";
import { after, before, describe, test } from "node:test";
import type { Runtime } from "webextension-polyfill";
import { HOST_NAME as INSTALLED_NAME } from "../../../companion/native/caller.ts";
import { frame } from "../../../companion/native/framing.ts";
import { runHost } from "../../../companion/native/host.ts";
import { PROTOCOL as HOST_PROTOCOL } from "../../../companion/native/messages.ts";
import { CompanionClient, type NativeRuntime } from "../../../src/background/second-look/client.ts";
import { CompanionError } from "../../../src/background/second-look/companion-error.ts";
import { HOST_NAME, PROTOCOL, readAnswer } from "../../../src/background/second-look/protocol.ts";
import { SecondLook } from "../../../src/background/second-look/look.ts";
import type { Seen } from "../../../src/core/interception/seen.ts";
import { Judge, JudgeMemory } from "../../../src/background/judge.ts";
import type { Observation } from "../../../src/core/observation.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings/settings.ts";
import { summarize } from "../../../src/core/x509/summary.ts";
import { english } from "../support/english.ts";
import { identity, issue } from "../../../lab/pki/maker.ts";
import { listen, secure, testPki, type TestPki, type TestServer } from "./servers.ts";
import type { CompanionOutcome } from "../../../src/messages/companion.ts";

const HOST = "second-look.test";
let pki: TestPki;
let server: TestServer;

before(async () => {
  pki = await testPki(HOST);
  server = await listen((socket) => secure(socket, pki.tls));
});

after(() => server.close());

type Listener = (message: unknown) => void;

/** What stands at the other end of a port: takes messages, gives some, and may close with the browser's words. */
interface Other {
  told: unknown[];
  say: Listener;
  close: (why?: string) => void;
  closed: boolean;
}

/** A runtime whose ports lead to `serve`; all ports that were opened. */
function runtime(serve: (message: unknown, other: Other) => void): { runtime: NativeRuntime; opened: Other[]; names: string[] } {
  const opened: Other[] = [];
  const names: string[] = [];
  const connectNative = (name: string): Runtime.Port => {
    names.push(name);
    const messages: Listener[] = [];
    const ends: (() => void)[] = [];
    const port: { error?: { message: string } } = {};
    const other: Other = {
      told: [], closed: false,
      say: (message) => messages.forEach((listener) => listener(message)),
      close: (why) => {
        if (why !== undefined) port.error = { message: why };
        other.closed = true;
        ends.forEach((listener) => listener());
      },
    };
    opened.push(other);
    return Object.assign(port, {
      name,
      postMessage: (message: unknown) => {
        other.told.push(message);
        serve(message, other);
      },
      disconnect: () => {
        other.closed = true;
      },
      onMessage: { addListener: (listener: Listener) => messages.push(listener) },
      onDisconnect: { addListener: (listener: () => void) => ends.push(listener) },
    }) as unknown as Runtime.Port;
  };
  return { runtime: { connectNative }, opened, names };
}

/** The companion itself behind a port. */
function companion(): ReturnType<typeof runtime> & { end: () => Promise<void> } {
  const input = new PassThrough();
  const output = new PassThrough();
  const done = runHost(input, output, { version: "1.2.3" });
  const made = runtime((message) => input.write(frame(message as object)));
  void (async () => {
    let held = Buffer.alloc(0);
    for await (const chunk of output) {
      held = Buffer.concat([held, chunk as Buffer]);
      for (;;) {
        const length = held.length < 4 ? Infinity : endianness() === "LE" ? held.readUInt32LE(0) : held.readUInt32BE(0);
        if (held.length < 4 + length) break;
        made.opened[0]?.say(JSON.parse(held.subarray(4, 4 + length).toString("utf8")));
        held = held.subarray(4 + length);
      }
    }
  })();
  const end = async (): Promise<void> => {
    input.end();
    await done;
  };
  return { ...made, end };
}

const question = { host: HOST, port: 443, address: "192.0.2.1" };
const codeOf = (asking: Promise<unknown>): Promise<string> => asking.then(() => "answered", (error: unknown) => error instanceof CompanionError ? error.code : String(error));

/** An answer with nothing in it but what every answer has. */
const answer = (id: unknown, parts: object = {}): object => ({ version: PROTOCOL, id, type: "probe", time: "2026-11-21T12:00:00.000Z", observation: { host: HOST, port: 443, tlsInfo: {} }, ...parts });
const idOf = (message: unknown): number => (message as { id: number }).id;

describe("the client", () => {
  test("knows the companion by the name and version that it has", () => {
    assert.deepEqual([HOST_NAME, PROTOCOL], [INSTALLED_NAME, HOST_PROTOCOL]);
  });

  test("asks several questions over one port, and gives each its answer in whatever order", async () => {
    const { runtime: native, opened, names } = runtime(() => undefined);
    const client = new CompanionClient(native);
    const asked = [1, 2].map((port) => client.ask({ ...question, port }));
    const [other] = opened;
    assert.ok(other !== undefined);
    for (const message of [...other.told].reverse()) other.say(answer(idOf(message), { observation: { host: HOST, port: (message as { port: number }).port, tlsInfo: {} } }));
    assert.deepEqual((await Promise.all(asked)).map(({ observation }) => observation.port), [1, 2]);
    assert.deepEqual(names, ["tlscope.companion"]);
    other.close();
  });

  test("lets the process go when nothing is asked, and starts another for the next question", async () => {
    const { runtime: native, opened } = runtime((message, other) => other.say(answer(idOf(message))));
    const client = new CompanionClient(native, { idle: 20 });
    await client.ask(question);
    assert.deepEqual(opened.map(({ closed }) => closed), [false]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.deepEqual(opened.map(({ closed }) => closed), [true]);
    await client.ask(question);
    assert.equal(opened.length, 2);
    opened[1]?.close();
  });

  test("waits no longer than its time; what comes too late is passed over", async () => {
    const { runtime: native, opened } = runtime(() => undefined);
    const client = new CompanionClient(native, { timeout: 20, idle: 1000 });
    assert.equal(await codeOf(client.ask(question)), "timeout");
    opened[0]?.say(answer(1));
    const next = client.ask(question);
    opened[0]?.say(answer(2));
    assert.equal(await codeOf(next), "answered");
    opened[0]?.close();
  });

  for (const [what, expected, serve] of [
    ["is not there (Firefox)", "not-installed", (_: unknown, other: Other) => other.close("No such native application tlscope.companion")],
    ["is not there (Chromium)", "not-installed", (_: unknown, other: Other) => other.close("Specified native messaging host not found.")],
    ["does not admit the add-on (Chromium)", "refused", (_: unknown, other: Other) => other.close("Access to the specified native messaging host is forbidden.")],
    ["ends", "ended", (_: unknown, other: Other) => other.close("Native host has exited.")],
    ["answers in another version", "wrong-version", (message: unknown, other: Other) => other.say({ ...answer(idOf(message)), version: 2 })],
    ["does not know the version", "wrong-version", (message: unknown, other: Other) => other.say({ version: 1, id: idOf(message), type: "error", code: "unknown-version", message: "version 2 is spoken here" })],
    ["does not do it", "rejected", (message: unknown, other: Other) => other.say({ version: 1, id: idOf(message), type: "error", code: "bad-address", message: "no" })],
    ["could not read the question", "rejected", (_: unknown, other: Other) => other.say({ version: 1, id: null, type: "error", code: "bad-json", message: "no" })],
    ["says nothing of sense", "bad-answer", (_: unknown, other: Other) => other.say({ version: 1, type: "probe", id: "1" })],
    ["sends what is no certificate in base64", "bad-answer", (message: unknown, other: Other) => other.say(answer(idOf(message), { observation: { host: HOST, port: 443, tlsInfo: { sentChain: ["*"] } } }))],
  ] as const) {
    test(`says ${expected} of a companion that ${what}`, async () => {
      const { runtime: native, opened } = runtime(serve);
      const client = new CompanionClient(native);
      assert.equal(await codeOf(client.ask(question)), expected);
      opened[0]?.close();
    });
  }

  test("says that it may not where the browser offers nothing to connect by", async () => {
    assert.equal(await codeOf(new CompanionClient({}).ask(question)), "not-permitted");
  });

  test("an answer is an object of the protocol", () => {
    for (const wrong of [null, [], "", 1, {}, { version: 1 }, { version: 1, type: "hello", id: 1 }, { version: 1, type: "error", id: null }, answer(-1), answer(1, { time: "yesterday" })]) {
      assert.throws(() => readAnswer(wrong), CompanionError, JSON.stringify(wrong));
    }
  });
});

describe("a second look", () => {
  const judge = new Judge(DEFAULT_SETTINGS.trust, english, new JudgeMemory());

  /** What comes of looking at the server where the browser was shown this chain. */
  async function look(builtChain: Uint8Array[], parts: Partial<Observation> = {}, met: Seen[] = []): Promise<CompanionOutcome> {
    const { runtime: native, opened, end } = companion();
    const seen: Observation = { host: HOST, port: server.port, ip: "127.0.0.1", time: new Date().toISOString(), tlsInfo: { builtChain, chainValid: true, extra: { source: "firefox", unavailable: { sentChain: "not-exposed" } } }, ...parts };
    const outcome = await new SecondLook(native, summarize).look(judge, seen, (each) => Promise.resolve(void met.push(each)));
    opened[0]?.close();
    await end();
    return outcome;
  }

  test("finds the same certificate, and holds what was sent against what the browser built", async () => {
    const outcome = await look([...pki.chain, pki.root]);
    assert.ok("sight" in outcome, JSON.stringify(outcome));
    const { leaf, anchor, connection, certificates, certificateMessageBytes } = outcome.sight;
    assert.deepEqual([leaf, anchor], ["same", "same"]);
    assert.equal(connection.certificates.length, 3);
    assert.deepEqual(connection.assessment?.chain.sent.map(({ role }) => role), ["leaf", "intermediate"]);
    assert.equal(connection.assessment.connection.unavailable?.["sentChain"], undefined);
    assert.equal(Object.keys(certificates).length, 3);
    assert.ok((certificateMessageBytes ?? 0) > pki.chain.reduce((sum, der) => sum + der.length, 0));
  });

  test("is asked as the browser whose connection it is; an older companion, which knows no such question, without", async () => {
    const outcome = await look([...pki.chain, pki.root]);
    assert.deepEqual("sight" in outcome && outcome.sight.as, { browser: "firefox", notOffered: [] });
    const { runtime: native, opened } = runtime((message, other) => other.say("as" in (message as object)
      ? { version: PROTOCOL, id: idOf(message), type: "error", code: "bad-request", message: '"as" is not known' }
      : answer(idOf(message), { observation: { host: HOST, port: 443, tlsInfo: { sentChain: pki.chain.map((der) => Buffer.from(der).toString("base64")) } } })));
    const seen: Observation = { host: HOST, port: 443, ip: "192.0.2.1", tlsInfo: { builtChain: pki.chain, extra: { source: "chromium" } } };
    const older = await new SecondLook(native, summarize).look(judge, seen);
    assert.deepEqual(["sight" in older && older.sight.as, opened[0]?.told.map((message) => (message as { as?: string }).as)], [undefined, ["chromium", undefined]]);
    opened[0]?.close();
  });

  test("finds another key, as where somebody reads along in the browser's way alone", async () => {
    const other = await testPki(HOST);
    const met: Seen[] = [];
    const outcome = await look([...other.chain, other.root], {}, met);
    assert.ok("sight" in outcome, JSON.stringify(outcome));
    // The companion's chain leads to none of the roots that are known here.
    assert.deepEqual([outcome.sight.leaf, outcome.sight.anchor], ["other-key", "unknown"]);
    assert.deepEqual(outcome.sight.connection.certificates, [], "the two chains are not drawn as one");
    // As evidence it is who the companion met, with the key that it saw.
    const leaf = summarize(pki.chain[0] ?? new Uint8Array());
    assert.deepEqual(met.map(({ host, port, key, trust }) => [host, port, key, trust]), [[HOST, server.port, leaf.spkiSha256, "untrusted"]]);
  });

  test("finds another certificate of the same key", async () => {
    const subject = await identity(HOST);
    const [here, there] = await Promise.all([1, 2].map(async () => (await issue(subject, subject, { dns: [HOST] })).der));
    assert.ok(here !== undefined && there !== undefined && !Buffer.from(here).equals(there), "two serial numbers");
    const { runtime: native, opened } = runtime((message, other) => other.say(answer(idOf(message), { observation: { host: HOST, port: 443, tlsInfo: { sentChain: [Buffer.from(there).toString("base64")] } } })));
    const outcome = await new SecondLook(native, summarize).look(judge, { host: HOST, port: 443, ip: "192.0.2.1", time: "2026-11-21T12:00:00.000Z", tlsInfo: { builtChain: [here] } });
    assert.equal("sight" in outcome && outcome.sight.leaf, "same-key");
    opened[0]?.close();
  });

  test("says nothing of a certificate that the browser did not tell", async () => {
    const outcome = await look([], { tlsInfo: {} });
    assert.ok("sight" in outcome);
    assert.deepEqual([outcome.sight.leaf, outcome.sight.anchor], ["unknown", "unknown"]);
  });

  test("a server that is not there is a failure with its words", async () => {
    const gone = await listen(() => undefined);
    await gone.close();
    const outcome = await look(pki.chain, { port: gone.port });
    assert.ok("failure" in outcome);
    assert.equal(outcome.failure, "no-certificate");
    assert.match(outcome.detail, /connection-refused/);
  });

  test("an answer for another host is none", async () => {
    const { runtime: native, opened } = runtime((message, other) => other.say(answer(idOf(message), { observation: { host: "another.test", port: server.port, tlsInfo: { sentChain: [] } } })));
    const outcome = await new SecondLook(native, summarize).look(judge, { host: HOST, port: server.port, ip: "127.0.0.1", tlsInfo: {} });
    assert.equal("failure" in outcome && outcome.failure, "bad-answer");
    opened[0]?.close();
  });

  test("without an address nobody is asked", async () => {
    const { runtime: native, opened } = runtime(() => assert.fail("asked"));
    assert.deepEqual(await new SecondLook(native, summarize).look(judge, { host: HOST, tlsInfo: {} }), { failure: "no-address", detail: "" });
    assert.equal(opened.length, 0);
  });
});
