// The companion behind real Firefox: an add-on with TLScope's id and the one permission calls it by native messaging.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import type { Response } from "../../companion/native/messages.ts";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { ADDON_ID, launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import type { Lab } from "../../lab/lab.ts";

const HOST = "chain-unrelated.test";
const home = mkdtempSync(join(tmpdir(), "tlscope-native-"));
const realHome = process.env["HOME"];
let lab: Lab;
let collector: Server;
let firefox: LaunchedFirefox;
let arrived: Promise<unknown>;

before(async () => {
  lab = await sharedLab();
  let done: (value: unknown) => void = () => undefined;
  arrived = new Promise((resolve) => {
    done = resolve;
  });
  collector = createServer((request, response) => {
    void text(request).then((body) => {
      response.end();
      done(JSON.parse(body));
    });
  }).listen(0, "127.0.0.1");
  await once(collector, "listening");
  // Both the command and Firefox look there for the manifest.
  process.env["HOME"] = home;
  execFileSync(process.execPath, ["dist/cli/tlscope.mjs", "install-companion"], { env: { ...process.env, XDG_DATA_HOME: join(home, "data") } });
  const { port } = collector.address() as AddressInfo;
  firefox = await launchFirefox({ lab, addonDir: caller(port) });
});

after(async () => {
  await firefox.close();
  collector.close();
  await lab.stop();
  if (realHome === undefined) delete process.env["HOME"];
  else process.env["HOME"] = realHome;
  rmSync(home, { recursive: true, force: true });
});

/** An unpacked add-on that asks twice over one process and hands on what it gets. */
function caller(port: number): string {
  const folder = join(home, "caller");
  const requests = [{ version: 1, id: 1, type: "hello" }, { version: 1, id: 2, type: "probe", host: HOST, port: lab.port, address: "127.0.0.1" }];
  mkdirSync(folder);
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({
    manifest_version: 2, name: "caller", version: "1", browser_specific_settings: { gecko: { id: ADDON_ID } },
    permissions: ["nativeMessaging", "http://127.0.0.1/*"], background: { scripts: ["background.js"] },
  }));
  writeFileSync(join(folder, "background.js"), `
    const answers = [];
    const send = (value) => fetch("http://127.0.0.1:${port}/", { method: "POST", body: JSON.stringify(value) });
    const port = browser.runtime.connectNative("tlscope.companion");
    port.onDisconnect.addListener(() => send({ disconnected: String(port.error) }));
    port.onMessage.addListener((answer) => { answers.push(answer); if (answers.length === 2) void send(answers); });
    for (const request of ${JSON.stringify(requests)}) port.postMessage(request);
  `);
  return folder;
}

test("the add-on gets the chain as sent, byte for byte", { timeout: 60_000 }, async () => {
  const answers = await arrived;
  assert.ok(Array.isArray(answers), JSON.stringify(answers));
  const [hello, seen] = (answers as Response[]).sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
  assert.equal(hello?.type, "hello");
  assert.ok(seen?.type === "probe");
  assert.deepEqual(seen.observation.tlsInfo.sentChain, lab.sentChain(HOST).map((der) => Buffer.from(der).toString("base64")));
});

test("the process ends with the browser", { timeout: 30_000 }, async () => {
  const script = join(process.cwd(), "dist", "cli", "tlscope.mjs");
  const alive = (): string[] => readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && commandLine(pid).includes(`${script}\0native-host`) && commandLine(pid).includes(home));
  assert.equal(alive().length, 1, "one process for all requests");
  await firefox.close();
  for (const end = Date.now() + 5000; alive().length > 0 && Date.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.deepEqual(alive(), []);
});

function commandLine(pid: string): string {
  try {
    return readFileSync(join("/proc", pid, "cmdline"), "utf8");
  } catch (error) {
    // It ended while we looked.
    if (error instanceof Error) return "";
    throw error;
  }
}
