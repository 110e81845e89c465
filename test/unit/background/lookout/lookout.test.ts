import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import type { Browser } from "webextension-polyfill";
import { Teller } from "../../../../src/background/teller.ts";
import { History } from "../../../../src/background/history/history.ts";
import { Watcher, type WatcherTools } from "../../../../src/background/history/watcher.ts";
import { Judge, JudgeMemory, type Beside } from "../../../../src/background/judge.ts";
import type { StoredConnection } from "../../../../src/background/pages/connection.ts";
import { DEFAULT_SETTINGS, readInterception, type InterceptionSettings } from "../../../../src/settings/settings.ts";
import { changeInterception } from "../../../../src/settings/decisions/change-interception.ts";
import { readElsewhere, withSight } from "../../../../src/core/interception/elsewhere.ts";
import { TrustError, type TrustErrorCode } from "../../../../src/settings/decisions/decision-error.ts";
import { english } from "../../support/english.ts";
import { ca, judge, NOW, scene, seen, session, type Ca } from "../../core/interception/scene.ts";

const TIME = "2026-11-21T12:00:00.000Z";
const HASH = "ab".repeat(32);
const NOTHING = DEFAULT_SETTINGS.interception;

let program: Ca;
let proxy: Ca;
before(async () => {
  [program, proxy] = await Promise.all([ca("Public Root"), ca("Inspector CA")]);
});
const through = (host: string) => scene({ host, ca: proxy, trust: "private" });
const direct = (host: string) => scene({ host, ca: program, trust: "public" });

describe("what the person decides", () => {
  const refused = (code: TrustErrorCode) => (error: unknown): boolean => error instanceof TrustError && error.code === code;

  test("each decision can be made, told apart, and undone", () => {
    const expected = changeInterception(NOTHING, { kind: "expect", hash: HASH.toUpperCase().replace(/(..)(?=.)/g, "$1:"), name: "Our proxy" }, TIME);
    assert.deepEqual(expected.expected, [{ hash: HASH, name: "Our proxy", since: TIME }]);
    assert.throws(() => changeInterception(expected, { kind: "expect", hash: HASH, name: "" }, TIME), refused("known"));
    assert.throws(() => changeInterception(NOTHING, { kind: "expect", hash: "12", name: "" }, TIME), refused("anchor"));
    assert.deepEqual(changeInterception(expected, { kind: "unexpect", hash: HASH }, TIME), NOTHING);

    const pinned = changeInterception(NOTHING, { kind: "pin", hosts: "*.Example.com", pin: "key", hash: HASH, why: "the bank" }, TIME);
    assert.deepEqual(pinned.pins, [{ hosts: "*.example.com", kind: "key", hashes: [HASH], since: TIME, why: "the bank" }]);
    assert.equal(changeInterception(pinned, { kind: "pin", hosts: "*.example.com", pin: "key", hash: "cd".repeat(32), why: "" }, TIME).pins[0]?.hashes.length, 2);
    assert.throws(() => changeInterception(NOTHING, { kind: "pin", hosts: "not a host", pin: "key", hash: HASH, why: "" }, TIME), refused("hosts"));
    assert.deepEqual(changeInterception(pinned, { kind: "unpin", hosts: "*.example.com", pin: "key" }, TIME), NOTHING);

    const accepted = changeInterception(NOTHING, { kind: "accept", host: "NAS.local", port: 8443, key: HASH, why: "" }, TIME);
    assert.deepEqual(accepted.exceptions, [{ host: "nas.local", port: 8443, key: HASH, since: TIME, why: "" }]);
    assert.deepEqual(changeInterception(accepted, { kind: "accept", host: "nas.local", port: 8443, key: "cd".repeat(32), why: "" }, TIME).exceptions.map(({ key }) => key), ["cd".repeat(32)]);
    assert.deepEqual(changeInterception(accepted, { kind: "revoke", host: "nas.local", port: 8443 }, TIME), NOTHING);
  });

  test("a file comes back as it was written, adds to what is there, and anything else is refused or left out", () => {
    let settings: InterceptionSettings = NOTHING;
    for (const change of [
      { kind: "expect", hash: HASH, name: "P" }, { kind: "pin", hosts: "a.test", pin: "issuer", hash: HASH, why: "w" }, { kind: "accept", host: "b.test", port: 1, key: HASH, why: "" },
    ] as const) settings = changeInterception(settings, change, TIME);
    const file = JSON.stringify(settings);
    assert.deepEqual(changeInterception(NOTHING, { kind: "import", text: file }, TIME), settings);
    assert.throws(() => changeInterception(settings, { kind: "import", text: file }, TIME), refused("nothing-new"));
    assert.throws(() => changeInterception(settings, { kind: "import", text: "{" }, TIME), refused("json"));
    assert.deepEqual(readInterception({ pins: [{ hosts: 1 }, { hosts: "a", kind: "nothing", hashes: [HASH] }, { hosts: "a", kind: "key", hashes: ["x"] }], exceptions: [{}, 3], expected: "x", remember: "yes" }), NOTHING);
  });
});

describe("the judge", () => {
  const beside = (parts: Partial<Beside> = {}, interception: Partial<InterceptionSettings> = {}): Beside =>
    ({ interception: { ...NOTHING, ...interception }, recall: () => Promise.resolve(null), elsewhere: undefined, ...parts });

  test("knows what other hosts of the session showed, and says when that has changed", async () => {
    const own = new Judge(DEFAULT_SETTINGS.trust, english, new JudgeMemory(), beside());
    const hosts = ["alpha.com", "www.google.com", "gamma.net"];
    const states: string[] = [];
    for (const host of hosts) {
      await own.see(await through(host));
      states.push(own.stateOf("alpha.com", 443, NOW));
    }
    assert.equal(new Set(states).size, 3);
    assert.equal((await own.assess(await through("alpha.com"))).interception.verdict, "likely");
    await own.see(await direct("delta.org"));
    assert.equal(own.stateOf("delta.org", 443, NOW), "");
    assert.equal((await own.assess(await direct("delta.org"))).interception.verdict, "none");
  });

  test("a new session begins with what is remembered: sites that a CA took before the browser was started anew", async () => {
    const google = await seen(await through("www.google.com"));
    const memory = { host: google.host, port: 443, place: "public" as const, firstSeen: NOW - 1000, lastSeen: NOW - 1000, keys: [{ ...google, firstSeen: NOW - 1000, lastSeen: NOW - 1000 }] };
    const fresh = async (recent?: () => Promise<typeof memory[]>): Promise<string> => (await new Judge(DEFAULT_SETTINGS.trust, english, new JudgeMemory(), beside(recent === undefined ? {} : { recent })).assess(await through("alpha.com"))).interception.verdict;
    assert.equal(await fresh(), "unusual");
    assert.equal(await fresh(() => Promise.resolve([memory])), "likely");
    assert.equal(await fresh(() => Promise.resolve([])), "unusual");
  });

  test("by itself it looks at nothing beside the connection, as an export is judged", async () => {
    const memory = new JudgeMemory();
    const own = new Judge(DEFAULT_SETTINGS.trust, english, memory, beside());
    for (const host of ["alpha.com", "beta.org", "gamma.net"]) await own.see(await through(host));
    const alone = await new Judge(DEFAULT_SETTINGS.trust, english, memory).assess(await through("alpha.com"));
    assert.deepEqual(alone.interception.evidence.map(({ id }) => id), ["private-anchor"]);
  });

  test("the row of Firefox is of the version that asks, and in exports of none", async () => {
    const here = await through("alpha.com");
    const observation = { ...here, tlsInfo: { ...here.tlsInfo, sentChain: here.tlsInfo.builtChain ?? [] } };
    const version = async (given?: Beside): Promise<string | undefined> => (await new Judge(DEFAULT_SETTINGS.trust, english, new JudgeMemory(), given).assess(observation)).clients?.find(({ client }) => client === "firefox")?.version;
    assert.equal(await version(beside({ userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" })), "140");
    assert.equal(await version(beside()), "153");
    assert.equal(await version(), "153");
  });

  test("settings, memory and the other vantage point reach the judgement", async () => {
    const here = await through("alpha.com");
    const { root } = await seen(here);
    const verdict = async (given: Beside): Promise<(string | boolean)[]> => {
      const { interception } = await new Judge(DEFAULT_SETTINGS.trust, english, new JudgeMemory(), given).assess(here);
      return [interception.verdict, interception.expected !== undefined, ...interception.evidence.map(({ id }) => id)];
    };
    assert.deepEqual(await verdict(beside({}, { expected: [{ hash: root.id, name: "", since: TIME }] })), ["known", true, "private-anchor"]);
    const before = await seen(await direct("alpha.com"));
    const recall = (host: string, port: number) => Promise.resolve({ host, port, place: "public" as const, firstSeen: 0, lastSeen: NOW - 1, keys: [{ ...before, firstSeen: 0, lastSeen: NOW - 1 }] });
    assert.deepEqual(await verdict(beside({ recall })), ["likely", false, "public-to-private", "private-anchor"]);
    const elsewhere = await readElsewhere(TIME, [await direct("alpha.com"), await direct("alpha.com"), { host: "plain.test", tlsInfo: {}, scheme: "http:" }], (observation) => new Judge(DEFAULT_SETTINGS.trust, english, new JudgeMemory()).seen(observation));
    assert.equal(elsewhere.hosts["alpha.com 443"]?.keys.length, 2);
    assert.deepEqual(await verdict(beside({ elsewhere })), ["likely", false, "other-vantage", "private-anchor"]);
    // The companion met one server of several, then another, at a port of its own.
    const sights = [await seen(await direct("alpha.com")), { ...await seen(await direct("alpha.com")), port: 8443 }, await seen(await direct("alpha.com"))].reduce(withSight, {});
    assert.deepEqual(Object.entries(sights).map(([id, { keys, publicAnchor }]) => [id, keys.length, publicAnchor]), [["alpha.com 8443", 1, true], ["alpha.com 443", 2, true]]);
    assert.deepEqual(await verdict(beside({ companion: sights })), ["likely", false, "companion-vantage", "private-anchor"]);
    assert.deepEqual(await verdict(beside({ companion: [await seen(here)].reduce(withSight, sights) })), ["unusual", false, "private-anchor"]);
  });
});

test("beside a bad certificate stand other ports at which the host had a good one, and nowhere else", async () => {
  const history = new History("good ports", { pause: 0 });
  for (const [port, trust] of [[443, "public"], [8443, "untrusted"], [9443, "public"]] as const) history.see({ ...await seen(await scene({ host: "alpha.com", ca: program, trust })), port });
  history.see({ ...await seen(await direct("alpha.com.evil.net")), port: 1 });
  await history.flush();
  const goodPorts = (host: string) => history.goodPorts(host);
  const own = new Judge(DEFAULT_SETTINGS.trust, english, new JudgeMemory(), { interception: NOTHING, recall: () => Promise.resolve(null), goodPorts, elsewhere: undefined });
  const bad = await scene({ host: "alpha.com", ca: proxy, trust: "untrusted" });
  assert.deepEqual((await own.assess({ ...bad, port: 8443 })).past, { goodPorts: [443, 9443] });
  assert.deepEqual((await own.assess({ ...bad, port: 443 })).past, { goodPorts: [9443] });
  assert.equal((await own.assess(await direct("alpha.com"))).past, undefined);
  await history.close();
});

describe("the watcher", () => {
  const connection = (host: string, parts: Partial<StoredConnection> = {}): StoredConnection =>
    ({ scheme: "https:", host, port: 443, requests: 1, types: {}, firstSeen: 0, lastSeen: 0, main: false, tls: { protocol: "TLS" }, ...parts });

  test("looks at each kind of connection once, remembers before it judges, learns nothing from a refused certificate, and goes on after a failure", async () => {
    const calls: string[] = [];
    const example = await seen(await through("alpha.com"));
    let finish: (() => void) | undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const tools: WatcherTools = {
      see: ({ host }) => {
        calls.push(`see ${host}`);
        return host === "bad.test" ? Promise.reject(new Error("bad")) : Promise.resolve({ ...example, host });
      },
      remember: ({ host }) => calls.push(`remember ${host}`),
      looked: (all) => calls.push(`looked ${String(all.length)}`),
      isWorthJudging: ({ host }) => host === "c.test" || host === "refused.test",
      judge: async ({ host }) => {
        calls.push(`judge ${host}`);
        return judge(await through("alpha.com"));
      },
      judged: (_assessment, { host }) => host === "c.test" ? finish?.() : undefined,
    };
    const watcher = new Watcher(tools, 1);
    const a = connection("a.test");
    const errors = console.error;
    console.error = () => undefined;
    for (const each of [a, a, connection("bad.test"), connection("cached.test", { tls: { extra: { source: "firefox", fromCache: true } } }), connection("failed.test", { error: { code: "failed", message: "" } }), connection("refused.test", { error: { code: "certificate-untrusted", message: "" }, tls: { sentChain: ["ab".repeat(32)] } }), connection("c.test")]) watcher.note(each);
    watcher.note(a);
    await finished;
    console.error = errors;
    assert.deepEqual(calls, ["see a.test", "remember a.test", "see bad.test", "see refused.test", "see c.test", "remember c.test", "looked 3", "judge refused.test", "judge c.test"]);
  });
});

describe("notifications", () => {
  test("tell once of each finding of weight, where the person allowed it", async () => {
    const shown: string[] = [];
    const stored: Record<string, unknown> = {};
    let allowed = false;
    const browser = {
      permissions: { contains: () => Promise.resolve(allowed) },
      storage: { local: { get: (key: string) => Promise.resolve({ [key]: stored[key] }), set: (items: object) => Promise.resolve(void Object.assign(stored, items)) } },
      notifications: { create: ({ message }: { message: string }) => Promise.resolve(void shown.push(message)) },
    } as unknown as Browser;
    const teller = new Teller(browser, (key, params = []) => [key, ...params].join(" "));
    const hosts = await Promise.all(["alpha.com", "beta.org", "www.google.com"].map(through));
    const around = { session: await session(...hosts) };
    const tell = async (observation: (typeof hosts)[number], given = around) => teller.tell(await judge(observation, given), await seen(observation));
    const [first, second] = hosts;
    assert.ok(first && second);
    await tell(first);
    assert.deepEqual(shown, [], "not allowed");
    allowed = true;
    await Promise.all([tell(first), tell(first), tell(second)]);
    assert.equal(shown.length, 1);
    assert.match(shown.join(), /^notification_likely CN=Inspector CA alpha.com$/);
    await tell(await direct("alpha.com"));
    const { root } = await seen(first);
    await teller.tell(await judge(first, { ...around, expected: new Set([root.id]) }), { ...await seen(first), root: { ...root, id: "another" } });
    assert.equal(shown.length, 1, "neither what is good nor what is expected");
    await new Teller(browser, (key) => key).tell(await judge(first, around), await seen(first));
    assert.equal(shown.length, 1, "nor by the next background");
  });
});
