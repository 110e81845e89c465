// What a recorded Firefox built is told to the recording: with the person's consent, while there is one, and nothing else of it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Runtime } from "webextension-polyfill";
import type { StoredConnection, StoredTlsInfo } from "../../../../src/background/pages/connection.ts";
import { companionOf, type NativeRuntime } from "../../../../src/background/second-look/client.ts";
import { tellRecording, type RecordingTools } from "../../../../src/background/second-look/tell-recording.ts";
import { NativeRequestError, parseRequest } from "../../../../companion/native/messages.ts";
import { DEFAULT_SETTINGS } from "../../../../src/settings/settings.ts";
import { certificate } from "../../support/certificates.ts";
import { sha256 } from "../../../support/sha256.ts";

const HOST = "recorded.test";
const TIME = Date.UTC(2026, 10, 21, 12);
const leaf = certificate({ dns: [HOST], issuer: "Issuing" });
const issuing = certificate({ subject: "Issuing", issuer: "Root", ca: true });
const root = certificate({ subject: "Root", issuer: "Root", ca: true });
const bytes = new Map([leaf, issuing, root].map((der) => [sha256(der), der]));
const tls: StoredTlsInfo = { builtChain: [...bytes.keys()], chainValid: true, protocol: "TLS", extra: { source: "firefox", rootIsBuiltIn: true, fromCache: false, unavailable: { sentChain: "not-exposed" } } };
const connection = (parts: Partial<StoredConnection> = {}): StoredConnection => ({ scheme: "https:", host: HOST, port: 443, requests: 1, types: {}, firstSeen: TIME + 0.25, lastSeen: TIME + 5.5, main: true, tls, ...parts });

type Message = Record<string, unknown> & { id: number };

/** The add-on's side with a companion that answers so, and what that one was told. */
function made({ recording = true, consent = true, permitted = true, firefox = true, answer = () => ({ type: "recorded", recording }) }: { recording?: boolean; consent?: boolean; permitted?: boolean; firefox?: boolean; answer?: (message: Message) => object } = {}) {
  const told: Message[] = [];
  let hear: (message: unknown) => void = () => undefined;
  const port = {
    onMessage: { addListener: (listener: typeof hear) => (hear = listener) }, onDisconnect: { addListener: () => undefined }, disconnect: () => undefined,
    postMessage: (message: Message) => {
      told.push(message);
      queueMicrotask(() => hear({ version: 1, id: message.id, ...answer(message) }));
    },
  };
  const runtime: NativeRuntime = { connectNative: () => port as unknown as Runtime.Port };
  const tools: RecordingTools = {
    browser: { runtime, permissions: { contains: () => Promise.resolve(permitted) }, webRequest: firefox ? { getSecurityInfo: () => undefined } : {} } as unknown as RecordingTools["browser"],
    settings: { read: () => Promise.resolve({ ...DEFAULT_SETTINGS, companion: consent }) }, pages: { certificates: { get: (hash) => bytes.get(hash) } },
  };
  return { told, tell: (...connections: StoredConnection[]) => tellRecording(tools, connections), types: () => told.map(({ type }) => type), client: companionOf(runtime) };
}

describe("the recording of this browser", () => {
  test("is asked for by host, port and certificate, and then told chain, verdict and times, as the companion takes it", async () => {
    const { told, tell } = made();
    await tell(connection());
    assert.deepEqual(told, [
      { version: 1, id: 1, type: "recorded", host: HOST, port: 443, leaf: sha256(leaf) },
      { version: 1, id: 2, type: "built", host: HOST, port: 443, leaf: sha256(leaf), chainValid: true, firstSeen: TIME, lastSeen: TIME + 6, builtChain: [leaf, issuing, root].map((der) => Buffer.from(der).toString("base64")), rootIsBuiltIn: true },
    ]);
    assert.doesNotThrow(() => parseRequest(Buffer.from(JSON.stringify(told[1]))), NativeRequestError);
    await tell(connection({ lastSeen: TIME + 9 }));
    assert.deepEqual(told.slice(2).map(({ type, lastSeen }) => [type, lastSeen]), [["built", TIME + 9]], "it is asked for once");
  });

  test("is told of an accepted exception without a chain", async () => {
    const { told, tell } = made();
    await tell(connection({ tls: { chainValid: false, extra: { source: "firefox", exception: "time", serverCertificate: sha256(leaf), unavailable: { builtChain: "exception-accepted" } } } }));
    assert.deepEqual([told[1]?.["leaf"], told[1]?.["chainValid"], told[1]?.["exception"], told[1]?.["builtChain"]], [sha256(leaf), false, "time", undefined]);
    assert.doesNotThrow(() => parseRequest(Buffer.from(JSON.stringify(told[1]))), NativeRequestError);
  });

  for (const [what, options] of [["the person has not switched the companion on", { consent: false }], ["the browser does not permit it", { permitted: false }], ["Chromium's own log has it", { firefox: false }]] as const) {
    test(`is told nothing, and not looked for, where ${what}`, async () => {
      const { told, tell } = made(options);
      await tell(connection());
      assert.deepEqual(told, []);
    });
  }

  test("where there is none, is told nothing and not asked for again", async () => {
    const { types, tell } = made({ recording: false });
    await tell(connection(), connection({ host: "else.test" }));
    await tell(connection());
    assert.deepEqual(types(), ["recorded"]);
  });

  test("is told nothing more once a companion of before does not understand", async () => {
    const { types, tell, client } = made({ answer: ({ type }) => type === "built" ? { type: "error", code: "unknown-type", message: "no" } : { type: "recorded", recording: true } });
    await tell(connection(), connection());
    await tell(connection());
    assert.deepEqual([types(), client.recording], [["recorded", "built"], false]);
  });

  test("is told nothing of what is not of a connection of now, or not known", async () => {
    const { told, tell } = made();
    await tell(
      connection({ scheme: "http:" }), connection({ error: { code: "failed", message: "" } }), connection({ tls: { ...tls, extra: { source: "firefox", fromCache: true } } }),
      connection({ tls: { ...tls, extra: { source: "firefox", fromBackForwardCache: true } } }), connection({ tls: { chainValid: true } }), connection({ tls: { ...tls, builtChain: [sha256(leaf), "0".repeat(64)] } }),
    );
    assert.deepEqual(told, []);
  });
});
