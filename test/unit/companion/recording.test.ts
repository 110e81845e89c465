// What a running recording tells the add-on in its browser, by way of the native messaging host: over real sockets.
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { once } from "node:events";
import { after, afterEach, describe, test } from "node:test";
import fc from "fast-check";
import { letCompanionIn, openForAddOn, type OpenForAddOn } from "../../../cli/record/for-add-on.ts";
import { BuiltChains } from "../../../cli/record/built-chains.ts";
import { RecordedConnections } from "../../../cli/record/recorded-connections.ts";
import type { Machine } from "../../../companion/install/places.ts";
import { announceRecording, announcements, announcementsFolder } from "../../../companion/native/announced.ts";
import { askRecording, recordedAnswerOf, RecordingAnswerError } from "../../../companion/native/ask-recording.ts";
import { frame, framesOf } from "../../../companion/native/framing.ts";
import { runHost } from "../../../companion/native/host.ts";
import { NativeRequestError, parseRequest, type BuiltRequest, type RecordedRequest } from "../../../companion/native/messages.ts";
import { descendsFrom } from "../../../companion/native/processes.ts";
import type { Observation } from "../../../src/core/observation.ts";
import { TelemetryError } from "../../../src/core/telemetry/json-reader.ts";
import { certificate } from "../support/certificates.ts";
import { sha256 } from "../../support/sha256.ts";

const home = mkdtempSync(join(tmpdir(), "tlscope-recording-"));
const machine: Machine = { platform: process.platform, home, env: {} };
/** Started this process, as a browser does the companion. */
const BROWSER = process.ppid;
const HOST = "recorded.test";
const leaf = certificate({ dns: [HOST], issuer: "Issuing" });
const issuing = certificate({ subject: "Issuing", issuer: "Root", ca: true });
const root = certificate({ subject: "Root", issuer: "Root", ca: true });
const stray = certificate({ subject: "Stray", issuer: "Nobody", ca: true });
const other = certificate({ dns: [HOST], issuer: "Other" });
const asked: RecordedRequest = { id: 5, type: "recorded", host: HOST, port: 443 };

const seen = (sentChain: Uint8Array[], builtChain?: Uint8Array[]): Observation => ({ host: HOST, port: 443, time: "2026-11-21T12:00:00.000Z", tlsInfo: { sentChain, ...(builtChain === undefined ? {} : { builtChain, chainValid: true }), extra: { source: "netlog" } } });

let open: OpenForAddOn | undefined;
let built: BuiltChains | undefined;
const servers: Server[] = [];
afterEach(() => {
  open?.close();
  open = undefined;
  for (const server of servers.splice(0)) server.close();
});
after(() => rmSync(home, { recursive: true }));

/** What the browser built, as its add-on tells. */
const told: BuiltRequest = {
  id: 6, type: "built", host: HOST, port: 443, leaf: sha256(leaf), firstSeen: Date.UTC(2026, 10, 21, 12, 0, 1), lastSeen: Date.UTC(2026, 10, 21, 12, 0, 2), chainValid: true,
  builtChain: [leaf, issuing, root].map((der) => Buffer.from(der).toString("base64")), rootIsBuiltIn: true,
};

/** A recording that has these. */
async function recording(observations: readonly Observation[], browser = BROWSER): Promise<RecordedConnections> {
  const recorded = new RecordedConnections();
  for (const each of observations) recorded.add(each);
  built = new BuiltChains();
  open = await openForAddOn(mkdtempSync(join(home, "folder-")), machine, browser, { recorded, built });
  return recorded;
}

const sentOf = async (request: RecordedRequest = asked): Promise<string[] | undefined> => (await askRecording(request, { machine })).observation?.tlsInfo.sentChain;
const base64 = (chain: readonly Uint8Array[]): string[] => chain.map((der) => Buffer.from(der).toString("base64"));

describe("the recording of the browser that asks", () => {
  test("tells what was sent, what was built, and when", async () => {
    await recording([seen([leaf, stray, issuing], [leaf, issuing, root])]);
    const { recording: runs, observation } = await askRecording(asked, { machine });
    assert.deepEqual([runs, observation?.time, observation?.tlsInfo.sentChain, observation?.tlsInfo.builtChain, observation?.tlsInfo.chainValid], [true, "2026-11-21T12:00:00.000Z", base64([leaf, stray, issuing]), base64([leaf, issuing, root]), true]);
  });

  test("has nothing of a host, port or certificate that it did not see, which is another answer than no recording", async () => {
    await recording([seen([leaf, issuing])]);
    const answers = await Promise.all([{ ...asked, host: "else.test" }, { ...asked, port: 8443 }, { ...asked, leaf: sha256(other) }].map((request) => askRecording(request, { machine })));
    assert.deepEqual(answers, [{ recording: true }, { recording: true }, { recording: true }]);
    open?.close();
    assert.deepEqual(await askRecording(asked, { machine }), { recording: false });
  });

  test("tells connections of one host apart by the server's certificate; without it, it says nothing where there are two", async () => {
    await recording([seen([leaf, issuing]), seen([other]), seen([stray, leaf])]);
    assert.deepEqual(await sentOf({ ...asked, leaf: sha256(other) }), base64([other]));
    assert.deepEqual(await sentOf({ ...asked, leaf: sha256(leaf) }), base64([stray, leaf]));
    assert.equal(await sentOf(), undefined);
  });

  test("takes what was built from the connection before, where the browser remembered its verdict", async () => {
    await recording([seen([leaf, issuing], [leaf, issuing, root]), seen([leaf, issuing])]);
    assert.deepEqual((await askRecording(asked, { machine })).observation?.tlsInfo.builtChain, base64([leaf, issuing, root]));
  });

  test("waits for what the browser has not written down yet", async () => {
    const recorded = await recording([]);
    const asking = sentOf();
    setTimeout(() => recorded.add(seen([leaf])), 300);
    assert.deepEqual(await asking, base64([leaf]));
  });

  test("is not told to another browser of the same person", async () => {
    const child = process.pid;
    await recording([seen([leaf])], child);
    assert.ok(!descendsFrom(process.pid, child) && descendsFrom(process.pid, BROWSER));
    assert.deepEqual(await askRecording(asked, { machine }), { recording: false });
    assert.equal((await askRecording(asked, { machine, self: process.pid })).recording, false);
  });

  test("is for nobody else to read, and announced no longer than it runs", async () => {
    await recording([]);
    assert.equal(statSync(announcementsFolder(machine)).mode & 0o777, 0o700);
    const [found] = announcements(machine);
    assert.ok(found !== undefined);
    assert.equal(statSync(found.socket).mode & 0o777, 0o600);
    open?.close();
    assert.deepEqual([announcements(machine), readdirSync(announcementsFolder(machine))], [[], []]);
  });

  test("that was killed is passed over, and cleared away when the next one starts", () => {
    // No process has that number: Linux gives at most 4,194,304.
    const file = join(announcementsFolder(machine), "4194305.json");
    writeFileSync(file, JSON.stringify({ browser: BROWSER, socket: "/nowhere" }));
    assert.deepEqual(announcements(machine), []);
    announceRecording(machine, { recorder: process.pid, browser: BROWSER, socket: "/nowhere" })();
    assert.ok(!existsSync(file));
  });

  test("a folder that others may write into announces nothing, and what is no announcement is none", () => {
    const folder = announcementsFolder(machine);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${process.pid}.json`);
    for (const text of ["", "{", "[]", "null", "{}", JSON.stringify({ browser: "1", socket: "x" }), JSON.stringify({ browser: 1.5, socket: "x" }), JSON.stringify({ browser: 1, socket: 2 }), JSON.stringify({ browser: BROWSER, socket: "x".repeat(5000) })]) {
      writeFileSync(file, text);
      assert.deepEqual(announcements(machine), [], text.slice(0, 40));
    }
    writeFileSync(file, JSON.stringify({ browser: BROWSER, socket: "x" }));
    assert.equal(announcements(machine).length, 1);
    chmodSync(folder, 0o770);
    assert.deepEqual(announcements(machine), []);
    chmodSync(folder, 0o700);
    rmSync(file);
  });
});

describe("what answers in a recording's place", () => {
  /** Something at the announced socket that answers anything with these bytes. */
  async function answering(bytes: Buffer): Promise<() => void> {
    const socket = join(mkdtempSync(join(home, "false-")), "socket");
    const server = createServer((asker) => {
      asker.on("error", () => asker.destroy());
      asker.once("data", () => asker.end(bytes));
    }).listen(socket);
    servers.push(server);
    await once(server, "listening");
    return announceRecording(machine, { recorder: process.pid, browser: BROWSER, socket });
  }

  for (const [what, bytes] of [
    ["nothing", Buffer.alloc(0)], ["half a message", frame({ version: 1 }).subarray(0, 7)], ["too much", Buffer.from([0xff, 0xff, 0xff, 0x7f])], ["no JSON", Buffer.from([2, 0, 0, 0, 0x7b, 0x7b])],
    ["another's answer", frame({ version: 1, id: 6, type: "recorded", recording: true })], ["another version's", frame({ version: 2, id: 5, type: "recorded", recording: true })],
    ["a member that is not known", frame({ version: 1, id: 5, type: "recorded", recording: true, more: 1 })], ["that it is none", frame({ version: 1, id: 5, type: "recorded", recording: "yes" })],
    ["no observation", frame({ version: 1, id: 5, type: "recorded", recording: true, observation: { host: HOST, tlsInfo: { sentChain: ["%"] } } })],
  ] as const) {
    test(`gives a typed error: ${what}`, async () => {
      const takeBack = await answering(bytes);
      await assert.rejects(askRecording(asked, { machine }), (error) => error instanceof RecordingAnswerError);
      takeBack();
    });
  }

  test("nobody is at the socket any more", async () => {
    const takeBack = announceRecording(machine, { recorder: process.pid, browser: BROWSER, socket: join(home, "nowhere") });
    await assert.rejects(askRecording(asked, { machine }), RecordingAnswerError);
    takeBack();
  });

  test("any JSON is an answer or a typed error", () => {
    fc.assert(fc.property(fc.json(), (json) => {
      try {
        recordedAnswerOf(Buffer.from(json), 5);
      } catch (error) {
        assert.ok(error instanceof RecordingAnswerError || error instanceof TelemetryError, String(error));
      }
    }));
  });
});

describe("the native messaging host", () => {
  async function answerTo(message: object, options: { machine?: Machine } = {}): Promise<unknown> {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const done = runHost(input, output, { version: "1.2.3", ...options });
    input.write(frame(message));
    for await (const bytes of framesOf(output)) {
      input.end();
      await done;
      return JSON.parse(bytes.toString("utf8"));
    }
    throw new Error("no answer");
  }

  test("hands on what a recording tells", async () => {
    await recording([seen([leaf])]);
    const answer = await answerTo({ version: 1, ...asked }, { machine }) as { id: number; recording: boolean; observation: { tlsInfo: { sentChain: string[] } } };
    assert.deepEqual([answer.id, answer.recording, answer.observation.tlsInfo.sentChain], [5, true, base64([leaf])]);
  });

  test("says that nothing is recorded, and names an answer that is none", async () => {
    assert.deepEqual(await answerTo({ version: 1, ...asked }, { machine }), { version: 1, id: 5, type: "recorded", recording: false });
    const takeBack = announceRecording(machine, { recorder: process.pid, browser: BROWSER, socket: join(home, "nowhere") });
    assert.equal((await answerTo({ version: 1, ...asked }, { machine }) as { code: string }).code, "bad-recording");
    takeBack();
  });

  test("hands on what the browser built, to the recording of that browser alone", async () => {
    await recording([seen([leaf, issuing])]);
    assert.deepEqual(await answerTo({ version: 1, ...told }, { machine }), { version: 1, id: 6, type: "recorded", recording: true });
    const joinedNow = (): Observation | undefined => {
      built?.note(seen([leaf, issuing]));
      return built?.joined(seen([leaf, issuing]));
    };
    assert.deepEqual(joinedNow()?.tlsInfo.builtChain, [leaf, issuing, root]);
    open?.close();
    assert.deepEqual(await answerTo({ version: 1, ...told }, { machine }), { version: 1, id: 6, type: "recorded", recording: false });
    await recording([seen([leaf, issuing])], process.pid);
    assert.deepEqual(await answerTo({ version: 1, ...told }, { machine }), { version: 1, id: 6, type: "recorded", recording: false });
    assert.equal(joinedNow(), undefined);
  });

  test("takes what was built where it is a chain of bounded length that begins with the named certificate", () => {
    const read = (parts: object): unknown => parseRequest(Buffer.from(JSON.stringify({ version: 1, ...told, ...parts })));
    assert.deepEqual(read({}), told);
    const accepted: BuiltRequest = { id: 6, type: "built", host: HOST, port: 443, leaf: sha256(leaf), firstSeen: 0, lastSeen: 0, chainValid: false, exception: "trust" };
    assert.deepEqual(parseRequest(Buffer.from(JSON.stringify({ version: 1, ...accepted }))), accepted);
    const [one = ""] = told.builtChain ?? [];
    for (const parts of [
      { leaf: undefined }, { leaf: sha256(other) }, { builtChain: [] }, { builtChain: base64([issuing, leaf]) }, { builtChain: [one, "%"] }, { builtChain: [one, ""] }, { builtChain: [one, 1] }, { builtChain: one }, { builtChain: null }, { builtChain: undefined },
      { builtChain: [one, ...Array.from({ length: 20 }, () => one)] }, { builtChain: [one, Buffer.alloc(33 * 1024).toString("base64")] }, { chainValid: "yes" }, { chainValid: undefined }, { rootIsBuiltIn: 1 }, { exception: "trust" }, { exception: "no", builtChain: undefined },
      { firstSeen: 1.5 }, { firstSeen: -1 }, { firstSeen: told.lastSeen + 1 }, { lastSeen: 1e300 }, { host: "../x" }, { port: 0 }, { sentChain: [] },
    ]) assert.throws(() => read(parts), NativeRequestError, JSON.stringify(parts).slice(0, 100));
  });

  test("takes a question that is one, and no other", () => {
    const read = (parts: object): unknown => parseRequest(Buffer.from(JSON.stringify({ version: 1, ...asked, ...parts })));
    assert.deepEqual(read({ host: "Recorded.TEST.", leaf: sha256(leaf) }), { ...asked, leaf: sha256(leaf) });
    for (const parts of [{ leaf: sha256(leaf).toUpperCase() }, { leaf: "00" }, { leaf: 1 }, { leaf: null }, { host: "../x" }, { host: undefined }, { port: 0 }, { port: "443" }, { address: "192.0.2.1" }]) assert.throws(() => read(parts), NativeRequestError, JSON.stringify(parts));
  });
});

test("a new profile of Chromium is told of a companion that is installed, and of none where there is none", { skip: process.platform === "linux" ? false : "the places of Linux" }, () => {
  const profile = join(home, "profile");
  letCompanionIn("chromium", machine, profile);
  assert.ok(!existsSync(profile));
  mkdirSync(join(home, ".config", "chromium", "NativeMessagingHosts"), { recursive: true });
  writeFileSync(join(home, ".config", "chromium", "NativeMessagingHosts", "tlscope.companion.json"), "{}");
  letCompanionIn("chromium", machine, profile);
  assert.equal(readFileSync(join(profile, "NativeMessagingHosts", "tlscope.companion.json"), "utf8"), "{}");
});
