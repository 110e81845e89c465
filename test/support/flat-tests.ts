import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { AddonGlobal } from "../../browsers/addon-page.ts";
import { Addon, type OpenTab } from "../../browsers/addon.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import type { Lab } from "../../lab/lab.ts";

const LOADS = 200;
/** By then every host was seen twice, and the pages that are kept behind the present one are there. */
const FIRST = 20;
/** All of them load: browsers try again for long where one fails. */
const HOSTS = [
  "tls13-aes128.test", "tls13-aes256.test", "tls13-chacha20.test", "tls12-ecdhe-gcm.test", "tls12-ecdhe-cbc.test",
  "tls12-rsa.test", "group-p256.test", "group-p384.test", "http1.test", "http2.test",
] as const;
/** Longer than changes wait to be written. Milliseconds. */
const WRITTEN = 2000;
/** Numbers get longer, nothing else. */
const LONGER = 1.1;

/** What is kept after hundreds of loads of hosts that are known, in a real browser. */
export function testFlat(start: () => Promise<{ lab: Lab; launched: LaunchedBrowser }>): void {
  let lab: Lab;
  let launched: LaunchedBrowser;
  let addon: Addon;
  let tab: OpenTab;

  before(async () => {
    ({ lab, launched } = await start());
    addon = await Addon.connect(launched);
    tab = await addon.newTab();
  });

  after(async () => {
    await launched.close();
    await lab.stop();
  });

  async function load(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) await tab.page.goto(lab.url(HOSTS[i % HOSTS.length] ?? HOSTS[0]), { waitUntil: "load" });
  }

  /** Entries of the session's storage, their characters, and what an export would hold. */
  async function kept(): Promise<{ entries: number; characters: number; holdings: object }> {
    await sleep(WRITTEN);
    const [entries, characters] = await addon.page.evaluate(async () => {
      const items = Object.entries(await (globalThis as AddonGlobal).browser.storage.session.get(null));
      return [items.length, JSON.stringify(items).length] as const;
    });
    return { entries, characters, holdings: await addon.ask("telemetry/holdings", {}) };
  }

  test(`${String(LOADS)} loads of known hosts leave as many records as ${String(FIRST)}`, async () => {
    await load(FIRST);
    const early = await kept();
    assert.ok(early.entries > HOSTS.length, `${String(early.entries)} entries`);
    await load(LOADS - FIRST);
    const late = await kept();
    assert.deepEqual(late.holdings, early.holdings);
    assert.equal(late.entries, early.entries);
    assert.ok(late.characters < LONGER * early.characters, `${String(late.characters)} characters after ${String(LOADS)} loads, ${String(early.characters)} after ${String(FIRST)}`);
    const { observations } = await addon.telemetry();
    assert.equal(new Set(observations.map(({ host, tlsInfo }) => JSON.stringify([host, tlsInfo]))).size, observations.length, "none twice");
  });
}
