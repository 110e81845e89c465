import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { test } from "node:test";
import { askFiles } from "../../../../cli/query/files.ts";
import { questions } from "../../../../cli/query/questions.ts";
import { telemetryAnswers } from "../../../../src/background/answers/telemetry.ts";
import { chdb, WITHOUT_CHDB } from "../../../support/chdb.ts";
import { JudgeMaker } from "../../../../src/background/judges.ts";
import { Pages } from "../../../../src/background/pages/pages.ts";
import { UploadQueue } from "../../../../src/background/upload/queue.ts";
import { Upload } from "../../../../src/background/upload/upload.ts";
import { parseCertificate, sha256Of } from "./support/leaf.ts";
import type { InterceptionAssessment } from "../../../../src/core/assessment.ts";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import { ATTRIBUTE } from "../../../../src/core/x509/oids.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import type { TlsInfo } from "../../../../src/core/tls-info.ts";
import { applyPolicy, readPolicy, refuseLocked } from "../../../../src/settings/policy.ts";
import { allRoots } from "../../../../src/core/registry/roots.ts";
import { readSettings, type Settings } from "../../../../src/settings/settings.ts";
import { SettingsStore } from "../../../../src/settings/store.ts";
import { certificate } from "../../support/certificates.ts";
import { english } from "../../support/english.ts";
import { MemoryArea as SettingsArea } from "../../settings/memory-area.ts";
import { MemoryArea } from "../pages/memory-area.ts";
import { hostsOf, rowsOf, type Heard } from "../../../support/collector.ts";
import { withCollector } from "./support/collector.ts";

const TIME = Date.UTC(2026, 10, 21, 12);
// A root that browsers ship: what ends at no such one stays here.
const ca = [...allRoots()][0]?.der() ?? new Uint8Array();
const SECRET = "very-secret-site.com";
const leaf = certificate({ subject: SECRET, issuer: "Public CA", dns: [SECRET, "inside.corp"] });
const selfSigned = certificate({ subject: "lonely.com", issuer: "lonely.com", dns: ["lonely.com"] });
const privateLeaf = certificate({ subject: "wiki.com", issuer: "Company CA", dns: ["wiki.com"] });
const privateRoot = certificate({ subject: "Company CA", issuer: "Company CA", ca: true });
const PUBLIC: TlsInfo = { builtChain: [leaf, ca], chainValid: true, protocol: "TLS", tlsVersion: "TLS 1.3", cipherSuite: 0x1302, keyExchangeGroup: "x25519", extra: { source: "firefox", rootIsBuiltIn: true } };

interface Running {
  upload: Upload;
  pages: Pages;
  settings: SettingsStore;
  set: (changes: Partial<Settings["upload"]>) => Promise<void>;
  see: (url: string, tlsInfo?: TlsInfo, more?: { ip?: string; incognito?: boolean; timeStamp?: number }) => void;
  /** What the browser permits. */
  permitted: boolean;
  woken: number[];
}

let uploads = 0;

/** `says`: what is said of somebody in the middle, in the place of the judge. */
async function running(chosen: Partial<Settings["upload"]>, managed: Record<string, unknown> = {}, name = `upload-whole-${uploads++}`, says?: (observation: Observation) => InterceptionAssessment): Promise<Running> {
  const pages = new Pages(new MemoryArea(), { delay: 1 });
  await pages.restore();
  const settings = new SettingsStore({ local: new SettingsArea(), managed: () => Promise.resolve(managed), reader: () => Promise.resolve({ readSettings, readPolicy, applyPolicy, refuseLocked }) });
  const set = async (changes: Partial<Settings["upload"]>): Promise<void> => void await settings.change((own) => ({ ...own, upload: { ...own.upload, ...changes } }));
  await set(chosen);
  const maker = new JudgeMaker(pages.certificates, english);
  const judges = maker.plain();
  if (says !== undefined) judges.judge.interception = (observation) => Promise.resolve(says(observation));
  let requests = 0;
  const state: Running = {
    pages, settings, set, permitted: true, woken: [],
    see: (url, tlsInfo = PUBLIC, { ip = "93.184.216.34", incognito = false, timeStamp = TIME } = {}) => {
      pages.responseSeen({ requestId: String(requests++), url, type: "image", tabId: 1, frameId: 0, timeStamp, documentUrl: `https://${SECRET}/a/page`, statusCode: 200, ip, incognito, ...url.startsWith("https:") ? { tlsInfo } : {} }, true);
    },
    upload: new Upload({
      settings, pages, judging: { now: () => Promise.resolve(judges), plain: () => Promise.resolve(maker.plain()) }, caughtUp: () => Promise.resolve(),
      browser: {
        runtime: { getManifest: () => ({ name: "TLScope", version: "1", manifest_version: 2 }), getBrowserInfo: () => Promise.resolve({ name: "Firefox", version: "153", vendor: "", buildID: "" }) },
        permissions: { contains: () => Promise.resolve(state.permitted) }, alarms: { create: (_name: string, { when }: { when: number }) => void state.woken.push(when) }, webRequest: {},
      } as unknown as ConstructorParameters<typeof Upload>[0]["browser"],
    }, new UploadQueue(name)),
  };
  return state;
}

const fine: RequestListener = (_request, response) => void response.end();
const bytesOf = (heard: readonly Heard[]): string => JSON.stringify(heard);

test("switched off, or with nobody to send to, or not permitted: nothing is queued and nothing is sent", async () => {
  await withCollector(fine, async (address, heard) => {
    for (const chosen of [{ on: false, address }, { on: true, address: "" }, { on: true, address, forbidden: true }]) {
      const { forbidden, ...settings } = { forbidden: false, ...chosen };
      const state = await running(settings);
      state.permitted = !forbidden;
      state.see(`https://${SECRET}/`);
      const report = await state.upload.runNow();
      assert.deepEqual([report.waiting.rows, report.sent, heard.length], [0, 0, 0], report.state);
      assert.equal(report.state, forbidden ? "not-permitted" : settings.on ? "no-address" : "off");
    }
  });
});

test("by name: hosts and what was said of them, never a path, and certificates once", async () => {
  await withCollector(fine, async (address, heard) => {
    const { see, upload } = await running({ on: true, address, network: "lab", token: "tell-nobody" });
    see(`https://${SECRET}/the/path?query=1#fragment`);
    see("https://other.com/another/path");
    const report = await upload.runNow();
    assert.deepEqual(hostsOf(heard), [SECRET, "other.com"]);
    const rows = rowsOf(heard);
    assert.equal(rows.filter(({ record }) => record === "certificate").length, 2);
    const [row] = rows.filter(({ record }) => record === "connection");
    assert.ok(row);
    assert.deepEqual([row.tls_version, row.address, row.network, row.browser, row.producer, row.anchor_public, row.requests], ["TLS 1.3", "93.184.216.34", "lab", "Firefox 153", "TLScope 1", 1, 1]);
    assert.ok(row.sensor !== undefined && row.batch === heard[0]?.headers["x-tlscope-batch"]);
    const bytes = bytesOf(heard.map((each) => ({ ...each, headers: {} })));
    for (const secret of ["/the/path", "query", "fragment", "/a/page", "another", "tell-nobody", "inside.corp"]) assert.ok(!bytes.includes(secret), secret);
    assert.deepEqual([report.sent, report.waiting.rows, report.failure], [4, 0, null]);
    // Again: nothing is new.
    await upload.runNow();
    assert.equal(heard.length, 1);
  });
});

test("as a keyed hash: on the wire stands no name, address, site, certificate, subject, fingerprint or key hash of a leaf", async () => {
  await withCollector(fine, async (address, heard) => {
    const state = await running({ on: true, address, hosts: "hmac", local: true, privateAnchors: true, selfSigned: true, key: "the team's key" });
    state.see(`https://${SECRET}/`);
    state.see("https://wiki.com/", { ...PUBLIC, builtChain: [privateLeaf, privateRoot], extra: { source: "firefox", rootIsBuiltIn: false } });
    state.see("https://lonely.com/", { ...PUBLIC, sentChain: [selfSigned], builtChain: [selfSigned] });
    await state.upload.runNow();
    const bytes = heard.map(({ text, headers, url }) => text + JSON.stringify(headers) + url).join("");
    for (const der of [leaf, privateLeaf, selfSigned, privateRoot]) {
      const { sha256, spki, serial, base64 } = parseCertificate(der);
      for (const secret of [sha256, spki, base64.slice(0, 40)]) assert.ok(!bytes.includes(secret), secret);
      assert.ok(!bytes.includes(`"serial":"${serial}"`));
    }
    for (const secret of ["very-secret", "secret-site", "wiki", "lonely", "Company CA", "93.184.216.34", "inside", "the team's key", sha256Of(new TextEncoder().encode(SECRET))]) assert.ok(!bytes.includes(secret), secret);
    for (const column of ["subject", "issuer", "names", "sha256", "spki_sha256", "leaf", "leaf_key", "path", "sent", "site", "address", "sent_bytes", "transparency_logs"]) assert.ok(!bytes.includes(`"${column}":`), column);
    const rows = rowsOf(heard);
    assert.deepEqual([rows.length, new Set(rows.map(({ host }) => host)).size, rows.every(({ host, host_hidden: hidden }) => /^hmac:[0-9a-f]{64}$/.test(host ?? "") && hidden === 1)], [3, 3, true]);
    // With the same key another browser has the same hash, with another one another.
    const hashWith = async (key: string): Promise<string | undefined> => {
      const other = await running({ on: true, address, hosts: "hmac", key });
      other.see(`https://${SECRET.toUpperCase()}/`);
      await other.upload.runNow();
      return hostsOf(heard).at(-1);
    };
    const [first] = hostsOf(heard);
    assert.equal(await hashWith("the team's key"), first);
    const own = await hashWith("");
    assert.notEqual(own, first);
    assert.notEqual(await hashWith(""), own, "without a key each browser has one of its own");
  });
});

test("as a keyed hash: nothing on the wire finds the certificate in the public logs", async () => {
  await withCollector(fine, async (address, heard) => {
    const { see, upload } = await running({ on: true, address, hosts: "hmac", key: "the team's key" });
    // Of a company's own intermediate below a public root, with dates, a serial number and faults of its own.
    const rootName = Certificate.parse(ca).subject.attribute(ATTRIBUTE.CN).at(-1) ?? "";
    const telling = certificate({ subject: SECRET, issuer: "Example Motors TLS CA", dns: [SECRET], serial: 0x5eed, notBefore: "2026-09-17T13:14:15Z", notAfter: "2027-10-19T16:17:18Z", key: "RSA 1024", scts: Array.from({ length: 5 }, (_, i) => ({ log: "ab".repeat(32), timestamp: TIME - i })) });
    const between = certificate({ subject: "Example Motors TLS CA", issuer: rootName, ca: true, serial: 0x5eee });
    see(`https://${SECRET}/`, { ...PUBLIC, builtChain: [telling, between, ca] });
    await upload.runNow();
    const rows = rowsOf(heard);
    const [row] = rows;
    assert.ok(row?.record === "connection" && rows.length === 1 && row.anchor_public === 1, "it is sent, of a public root, and no certificate with it");
    const bytes = heard.map(({ text }) => text).join("");
    const secrets = ["Example", "Motors", "2026-09-17", "2027-10-19", "13:14:15", "16:17:18", "5eed", "5eee", rootName, sha256Of(ca), sha256Of(between), parseCertificate(between).spki, String(TIME - 4), "1024", "http:", "https:"];
    for (const secret of secrets) assert.ok(!bytes.includes(secret), secret);
    // Any rule that fired about what is written in it would be a search of the logs.
    for (const rule of [...row.chain_errors ?? [], ...row.caps ?? [], ...row.findings ?? []]) assert.match(rule, /^(?:connection|host|interception)\/|^transparency\/no-scts$|^chain\/(?:expired|untrusted|incomplete|issuer-missing|browser-rejected)$|^hidden$/);
    for (const column of ["errors", "warnings", "anchor", "anchor_name", "ca", "clients_refuse", "clients_accept", "names_total", "lifetime_days"]) assert.ok(!bytes.includes(`"${column}":`), column);
    assert.deepEqual([row.time, row.first_seen, row.last_seen].map((time) => time?.slice(10)), [" 00:00:00", " 00:00:00", " 00:00:00"]);
    assert.ok((row.timestamps_total ?? 0) <= 3);
  });
});

test("local hosts, private anchors and self-signed certificates leave with a consent of their own alone", async () => {
  const scenes: readonly [keyof Settings["upload"], string, TlsInfo, string][] = [
    ["local", "https://printer.local/", PUBLIC, "93.184.216.34"], ["local", "https://nas/", PUBLIC, "93.184.216.34"], ["local", "https://192.168.1.9/", PUBLIC, "192.168.1.9"], ["local", "https://name.com/", PUBLIC, "10.1.2.3"],
    ["privateAnchors", "https://wiki.com/", { ...PUBLIC, builtChain: [privateLeaf, privateRoot], extra: { source: "firefox", rootIsBuiltIn: false } }, "93.184.216.34"],
    ["selfSigned", "https://lonely.com/", { ...PUBLIC, sentChain: [selfSigned], builtChain: [selfSigned], extra: { source: "firefox", rootIsBuiltIn: false } }, "93.184.216.34"],
  ];
  for (const [consent, url, tlsInfo, ip] of scenes) {
    for (const given of [true, false]) {
      await withCollector(fine, async (address, heard) => {
        const state = await running({ on: true, address, local: !given, privateAnchors: !given, selfSigned: !given, [consent]: given });
        state.see(url, tlsInfo, { ip });
        const { withheld } = await state.upload.runNow();
        assert.equal(hostsOf(heard).length, given ? 1 : 0, `${consent} ${url} ${String(given)}`);
        assert.equal(Object.values(withheld).reduce((sum, each) => sum + each, 0), given ? 0 : 1);
        if (!given) assert.equal(bytesOf(heard), "[]");
      });
    }
  }
});

test("nothing of a private window is sent", async () => {
  await withCollector(fine, async (address, heard) => {
    const { see, upload } = await running({ on: true, address, local: true, privateAnchors: true, selfSigned: true });
    see("https://hidden-in-private.com/", PUBLIC, { incognito: true });
    see("https://open.com/");
    await upload.runNow();
    assert.deepEqual(hostsOf(heard), ["open.com"]);
    assert.ok(!bytesOf(heard).includes("hidden-in-private"));
  });
});

test("the preview is what is sent, byte for byte, and has no token", async () => {
  await withCollector(fine, async (address, heard) => {
    const { see, upload, set } = await running({ on: true, address, token: "tell-nobody" });
    see(`https://${SECRET}/`);
    const { waiting, texts } = await upload.preview();
    assert.ok(waiting);
    assert.equal(heard.length, 0, "to look is not to send");
    await upload.runNow();
    assert.deepEqual(heard.map(({ text }) => text), texts);
    assert.ok(!texts.join("").includes("tell-nobody"));
    // Switched off it shows what would be made, and keeps nothing.
    await set({ on: false });
    see("https://later.com/");
    const off = await upload.preview();
    assert.deepEqual([off.waiting, off.texts.join("").includes("later.com"), (await upload.report()).waiting.rows], [false, true, 0]);
  });
});

test("who lets less go is heard at once: what waits by older rules never leaves", async () => {
  let down = true;
  await withCollector((_request, response) => void response.writeHead(down ? 503 : 200).end(), async (address, heard) => {
    const { see, upload, set } = await running({ on: true, address });
    see(`https://${SECRET}/`);
    await upload.runNow();
    assert.equal((await upload.report()).waiting.batches, 1);
    heard.length = 0;
    down = false;
    await set({ hosts: "hmac" });
    const report = await upload.runNow();
    assert.ok(report.withdrawn > 0);
    assert.ok(!bytesOf(heard).includes(SECRET) && hostsOf(heard).length === 1);
    down = true;
    see("https://next.com/");
    await upload.runNow();
    await set({ on: false });
    down = false;
    heard.length = 0;
    assert.deepEqual([(await upload.report()).waiting.batches, (await upload.runNow()).state, heard.length], [0, "off", 0]);
  });
});

test("sent twice, after a restart or a lost answer, a row has the same name and counts once", async () => {
  const name = "upload-restarted";
  let answers = 0;
  await withCollector((request, response) => void (answers++ === 0 ? request.socket.destroy() : response.end()), async (address, heard) => {
    const one = await running({ on: true, address }, {}, name);
    one.see(`https://${SECRET}/`);
    const { failure, waiting } = await one.upload.runNow();
    assert.deepEqual([failure?.code, waiting.batches], ["unreachable", 1]);
    assert.ok(one.woken.some((when) => when > Date.now()), "an alarm wakes the background");
    // The background starts anew; the collector had taken the rows without being able to say so.
    const other = await running({ on: true, address }, {}, name);
    other.see(`https://${SECRET}/`);
    assert.equal((await other.upload.runNow()).waiting.batches, 0);
    assert.equal(heard.length, 2);
    assert.equal(heard[0]?.text, heard[1]?.text);
    assert.equal(new Set(rowsOf(heard).map(({ id }) => id)).size, 3);
  });
});

test("where the browser tells nothing of the add-on's own connections, nothing is sent while the last one to the host, or to anybody, is intercepted", async () => {
  const none: InterceptionAssessment = { verdict: "none", label: null, evidence: [] };
  const likely: InterceptionAssessment = { verdict: "likely", label: "A Proxy", evidence: [] };
  // Nobody answers there: whether it is tried at all is what tells.
  const address = "https://collector.invalid/rows";
  const cases: readonly [readonly string[], Readonly<Record<string, InterceptionAssessment>>, string][] = [
    [["other.com"], {}, "unreachable"],
    [["other.com"], { "other.com": likely }, "intercepted"],
    [["other.com"], { "other.com": { ...likely, expected: { name: "Ours" } } }, "unreachable"],
    [["other.com", "later.com"], { "other.com": likely }, "unreachable"],
    [["collector.invalid", "later.com"], { "collector.invalid": likely }, "intercepted"],
    // A device of the local network says nothing of who sits before the others.
    [["other.com", "printer.local"], { "other.com": likely }, "intercepted"],
  ];
  for (const [hosts, said, code] of cases) {
    const { see, upload } = await running({ on: true, address, local: true }, {}, undefined, ({ host }) => said[host] ?? none);
    for (const [i, host] of hosts.entries()) see(`https://${host}/`, PUBLIC, { timeStamp: TIME + i * 1000 });
    const { failure, waiting } = await upload.runNow();
    assert.deepEqual([failure?.code, failure?.code === "intercepted" ? failure.detail : "A Proxy", waiting.batches], [code, "A Proxy", 1], hosts.join());
  }
});

test("a CA that was judged to read other connections is known for it at the next host", async () => {
  const { judge } = new JudgeMaker((await running({})).pages.certificates, english).plain();
  const time = new Date(TIME).toISOString();
  const through: TlsInfo = { ...PUBLIC, builtChain: [privateLeaf, privateRoot], extra: { source: "firefox", rootIsBuiltIn: false } };
  const seen = await judge.seen({ host: "wiki.com", port: 443, time, tlsInfo: through });
  assert.ok(seen);
  assert.equal(await judge.readerOf({ host: "next.com", time, tlsInfo: through }), undefined);
  judge.noteReader(seen, { label: "A Proxy" });
  assert.deepEqual(await judge.readerOf({ host: "next.com", time, tlsInfo: through }), { label: "A Proxy" });
  assert.equal(await judge.readerOf({ host: SECRET, time, tlsInfo: PUBLIC }), undefined);
});

test("after a failure nobody wakes the background before it would look again", async () => {
  await withCollector((_request, response) => void response.writeHead(500).end(), async (address) => {
    const { see, upload, woken } = await running({ on: true, address });
    see(`https://${SECRET}/`);
    const looksAgain = Date.now() + 60_000;
    await upload.run();
    assert.equal((await upload.report()).failure?.code, "server-error");
    assert.ok(woken.length > 0 && woken.every((when) => when >= looksAgain), String(woken.map((when) => when - looksAgain)));
  });
});

test("each of the twelve questions has the same answer of what was sent as of the export of the same session", { skip: WITHOUT_CHDB }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "tlscope-upload-"));
  try {
    await withCollector(fine, async (address, heard) => {
      const { see, upload, pages } = await running({ on: true, address, local: true, privateAnchors: true, selfSigned: true });
      for (const host of [SECRET, "other.com", "third.com"]) for (let i = 0; i < 3; i++) see(`https://${host}/${String(i)}`, PUBLIC, { timeStamp: TIME + i * 1000 });
      see("https://wiki.com/", { ...PUBLIC, builtChain: [privateLeaf, privateRoot], extra: { source: "firefox", rootIsBuiltIn: false } });
      see("https://lonely.com/", { ...PUBLIC, sentChain: [selfSigned], builtChain: [selfSigned] });
      see("http://plain.com/");
      await upload.runNow();
      const maker = new JudgeMaker(pages.certificates, english);
      const { "telemetry/export": exported } = telemetryAnswers({ pages, plainJudges: () => Promise.resolve(maker.plain()), judges: () => Promise.resolve(maker.plain()), runtime: { getManifest: () => ({ name: "TLScope", version: "1", manifest_version: 2 }), getBrowserInfo: () => Promise.resolve({ name: "Firefox", version: "153", vendor: "", buildID: "" }) } });
      const files = { sent: join(folder, "sent.ndjson"), exported: join(folder, "exported.json") };
      writeFileSync(files.sent, heard.map(({ text }) => text).join(""));
      writeFileSync(files.exported, JSON.stringify(await exported({})));
      const nobody = new Writable({ write: (_chunk, _encoding, done) => done() });
      const streams = { stdin: Readable.from([]), stdout: nobody, stderr: nobody };
      const answered: string[] = [];
      for (const { name, sql } of questions()) {
        const answer = await askFiles(sql, [files.sent], await chdb(), streams);
        assert.deepEqual(answer, await askFiles(sql, [files.exported], await chdb(), streams), name);
        if (answer.rows.length > 0) answered.push(name);
      }
      assert.ok(["grades", "versions", "lifetimes", "transparency"].every((name) => answered.includes(name)), answered.join(", "));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a connection has a row a day, with the requests of that day", async () => {
  await withCollector(fine, async (address, heard) => {
    const { see, upload } = await running({ on: true, address });
    for (let i = 0; i < 3; i++) see(`https://${SECRET}/`);
    await upload.runNow();
    see(`https://${SECRET}/`);
    await upload.runNow();
    for (let i = 0; i < 2; i++) see(`https://${SECRET}/`, PUBLIC, { timeStamp: TIME + 86_400_000 });
    await upload.runNow();
    const rows = rowsOf(heard).filter(({ record }) => record === "connection");
    assert.deepEqual(rows.map(({ requests, time }) => [requests, time]), [[3, "2026-11-21 12:00:00"], [3, "2026-11-22 12:00:00"]]);
    assert.notEqual(rows[0]?.id, rows[1]?.id);
  });
});

test("delete what I sent: by the name that stands in each row, to whom they went, and then it is another browser", async () => {
  await withCollector(fine, async (address, heard) => {
    const { see, upload, set } = await running({ on: true, address, token: "tell-nobody" });
    see(`https://${SECRET}/`);
    await upload.runNow();
    const sensor = rowsOf(heard).find(({ record }) => record === "connection")?.sensor;
    await set({ on: false });
    heard.length = 0;
    const report = await upload.deleteSent();
    const [row] = rowsOf(heard);
    assert.ok(row && sensor !== undefined);
    assert.deepEqual([heard.length, row.record, row.sensor, heard[0]?.headers.authorization], [1, "deletion", sensor, "Bearer tell-nobody"]);
    assert.deepEqual(Object.keys(row).sort(), ["id", "record", "schema", "sensor", "time"]);
    assert.deepEqual([report.deletions, report.deletable, report.sent], [1, [], 0]);
    heard.length = 0;
    await set({ on: true });
    await upload.runNow();
    const again = rowsOf(heard).find(({ record }) => record === "connection");
    assert.ok(again && again.sensor !== sensor);
  });
});

test("a token goes to nobody but its collector: not to where rows went before, nor from a policy to a person's address", async () => {
  await withCollector(fine, async (first, heardFirst) => {
    await withCollector(fine, async (second, heardSecond) => {
      const { see, upload, set } = await running({ on: true, address: first, token: "for-the-first" });
      see(`https://${SECRET}/`);
      await upload.runNow();
      await set({ address: second, token: "for-the-second" });
      await upload.deleteSent();
      assert.deepEqual(heardFirst.map(({ headers }) => headers.authorization), ["Bearer for-the-first", undefined]);
      const byPolicy = await running({ on: true, address: second }, { upload: { token: "of-the-policy" } });
      byPolicy.see(`https://${SECRET}/`);
      await byPolicy.upload.runNow();
      assert.deepEqual([heardSecond.length, heardSecond[0]?.headers.authorization], [1, undefined]);
      const whole = await running({}, { upload: { on: true, address: second, token: "of-the-policy" } });
      whole.see(`https://${SECRET}/`);
      await whole.upload.runNow();
      assert.equal(heardSecond[1]?.headers.authorization, "Bearer of-the-policy");
    });
  });
});
