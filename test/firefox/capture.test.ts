import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { Addon, to } from "../../browsers/addon.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import type { Lab } from "../../lab/lab.ts";

const sha256 = (der: Uint8Array): string => createHash("sha256").update(der).digest("hex");

let lab: Lab;
let firefox: LaunchedFirefox;
let addon: Addon;

before(async () => {
  const addonDir = builtAddon("firefox");
  lab = await sharedLab();
  firefox = await launchFirefox({ lab, addonDir });
  addon = await Addon.connect(firefox);
});

after(async () => {
  await firefox.close();
  await lab.stop();
});

/** Skips, saying why, where this machine cannot serve a host. */
function unavailable(host: string): string | undefined {
  return lab.cases.find((candidate) => candidate.host === host)?.unavailable;
}

test("a page's own connection is told in full, with the chain that the browser built", async () => {
  const { report, tabId } = await addon.visit(lab.url("tls13-aes128.test"), ({ state }) => state === "observed");
  const [connection] = report.connections;
  assert.equal(connection?.host, "tls13-aes128.test");
  assert.equal(connection.port, lab.port);
  assert.equal(connection.main, true);
  assert.equal(connection.ip, "127.0.0.1");
  assert.deepEqual(connection.certificates, lab.expectedPath("tls13-aes128.test").map(sha256));
  const facts = connection.assessment?.connection;
  assert.equal(facts?.protocol, "TLS");
  assert.equal(facts.version, "TLS 1.3");
  assert.deepEqual(facts.cipherSuite, { id: 0x1301, name: "TLS_AES_128_GCM_SHA256" });
  assert.equal(facts.unavailable?.["sentChain"], "not-exposed");
  assert.equal(facts.fromCache, false);
  const badge = await addon.badgeWhen(tabId, report.grade ?? "");
  assert.match(badge.title, /tls13-aes128\.test.*grade/);
});

test("RSA key exchange has no group, and says so", async () => {
  const { report } = await addon.visit(lab.url("tls12-rsa.test"), ({ state }) => state === "observed");
  const facts = report.connections[0]?.assessment?.connection;
  assert.equal(facts?.group, undefined);
  assert.equal(facts?.unavailable?.["keyExchangeGroup"], "none");
});

for (const [host, group] of [["group-p256.test", "secp256r1"], ["group-p384.test", "secp384r1"], ["group-x25519mlkem768.test", "X25519MLKEM768"]] as const) {
  test(`the group of ${host} has its IANA name`, async (context) => {
    const reason = unavailable(host);
    if (reason !== undefined) {
      context.skip(reason);
      return;
    }
    const { report } = await addon.visit(lab.url(host), ({ state }) => state === "observed");
    assert.equal(report.connections[0]?.assessment?.connection.group?.name, group);
  });
}

test("HTTP/3 is QUIC, with its handshake apart and what Firefox cannot read unknown", async (context) => {
  const reason = unavailable("http3.test");
  if (reason !== undefined) {
    context.skip(reason);
    return;
  }
  const { report } = await addon.visit(lab.url("http3.test"), ({ state }) => state === "observed");
  const main = report.connections.find((connection) => connection.assessment?.connection.protocol === "QUIC");
  assert.ok(main !== undefined, JSON.stringify(report.connections.map(({ assessment }) => assessment?.connection)));
  const facts = main.assessment?.connection;
  assert.equal(facts?.encryptedClientHello, undefined);
  assert.equal(facts?.unavailable?.["encryptedClientHello"], "quic");
  assert.equal(facts.unavailable["cipherSuite"], "quic");
  assert.equal(facts.version, "TLS 1.3");
});

test("hosts of sub-resources count, good, weak and failed", async () => {
  const { report } = await addon.visit(lab.url("twenty-hosts.test"), ({ connections }) => new Set(connections.map(({ host }) => host)).size >= 21);
  assert.equal(report.connections[0]?.host, "twenty-hosts.test");
  assert.equal(to(report, "tls12-rsa.test")[0]?.assessment?.connection.version, "TLS 1.2");
  const failed = to(report, "expired.test")[0];
  assert.ok(failed?.error !== undefined);
  assert.equal(failed.assessment, null);
  assert.ok(report.worstGrade !== null && report.worstGrade !== report.grade);
});

test("frames, and what they load, belong to the page", async () => {
  const { report } = await addon.visit(lab.url("frames.test"), (candidate) => to(candidate, "tls12-ecdhe-cbc.test").some(({ types }) => (types["image"] ?? 0) > 0) && to(candidate, "expired.test")[0]?.error?.code === "certificate-expired");
  assert.equal(to(report, "tls12-ecdhe-cbc.test")[0]?.types["sub_frame"], 1);
  assert.equal(to(report, "hsts-none.test").length, 1);
  assert.equal(to(report, "expired.test")[0]?.types["sub_frame"], 1);
});

test("WebSockets belong to the page", async () => {
  const { report } = await addon.visit(lab.url("websockets.test"), (candidate) => to(candidate, "http1.test").length > 0);
  const socket = to(report, "http1.test")[0];
  assert.equal(socket?.scheme, "wss:");
  assert.equal(socket.types["websocket"], 1);
});

test("dedicated, shared and service workers' requests come to the page of their origin", async () => {
  const { report } = await addon.visit(lab.url("workers.test"), (candidate) => ["tls12-ecdhe-gcm.test", "tls13-chacha20.test", "tls12-rsa.test"].every((host) => to(candidate, host).length > 0));
  assert.equal(report.connections[0]?.host, "workers.test");
});

test("each hop of a redirection counts, and the last one is the page", async () => {
  const { report } = await addon.visit(lab.url("redirect.test"), ({ url, state }) => url.includes("hsts-long.test") && state === "observed");
  assert.deepEqual(report.connections.slice(0, 1).map(({ host, main }) => [host, main]), [["hsts-long.test", true]]);
  assert.equal(to(report, "redirect-hop.test")[0]?.assessment?.connection.version, "TLS 1.2");
  assert.equal(to(report, "redirect-hop.test")[0]?.main, false);
  const plain = to(report, "redirect.test")[0];
  assert.equal(plain?.scheme, "http:");
  assert.equal(plain.assessment, null);
  assert.ok(report.plainRequests >= 1);
});

test("failed handshakes are a state of their own, with a reason that does not depend on the browser's language", async () => {
  for (const [host, code] of [
    ["expired.test", "certificate-expired"], ["self-signed.test", "certificate-self-signed"], ["unknown-root.test", "certificate-untrusted"],
    ["wrong-name.test", "certificate-name-mismatch"], ["reset.test", "connection-reset"], ["tls10.test", "tls-version"],
  ] as const) {
    const { report, tabId } = await addon.visit(lab.url(host), ({ state, connections }) => state === "failed" && connections.length > 0 && connections[0]?.error?.code !== "failed");
    assert.equal(report.grade, null);
    assert.equal(report.connections[0]?.error?.code, code, host);
    assert.match((await addon.badgeWhen(tabId, "!")).title, /did not load/);
  }
});

test("plain http, internal pages and pages from before the add-on are states of their own", async () => {
  const plain = await addon.visit(lab.url("plain.test"), ({ state, connections }) => state === "plain" && connections.length > 0);
  assert.equal(plain.report.connections[0]?.scheme, "http:");
  assert.match((await addon.badgeWhen(plain.tabId, "http")).title, /not encrypted/);

  const internal = await addon.newTab();
  await addon.go(internal, lab.url("tls13-aes128.test"), ({ state }) => state === "observed");
  await internal.page.goto("about:blank");
  await addon.reportWhen(internal.tabId, ({ state }) => state === "internal");
  assert.match((await addon.badgeWhen(internal.tabId, "")).title, /did not come over the network/);
});

test("two tabs of one host are apart, and a closed tab is freed", async () => {
  const one = await addon.visit(lab.url("tls13-aes256.test"), ({ state }) => state === "observed");
  const other = await addon.visit(lab.url("tls13-aes256.test"), ({ state }) => state === "observed");
  assert.equal(to(other.report, "tls13-aes256.test")[0]?.types["main_frame"], 1);
  await one.page.close();
  assert.equal(await addon.report(one.tabId), null);
  assert.equal((await addon.report(other.tabId))?.state, "observed");
});

test("the session's collection has each kind of connection once, from all tabs", async () => {
  const { observations, certificates } = await addon.telemetry();
  const hosts = observations.map(({ host }) => host);
  for (const host of ["tls13-aes128.test", "tls12-rsa.test", "redirect-hop.test"]) {
    assert.equal(hosts.filter((candidate) => candidate === host).length, 1, host);
  }
  assert.ok(Object.keys(certificates).length > 5);
});
