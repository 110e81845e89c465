// A Firefox that is killed in the middle of writing. Needs the built add-on (npm run build).
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { Addon } from "../../browsers/addon.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import { until } from "../../browsers/until.ts";
import type { ReportChunk } from "../../src/messages/hosts.ts";

const KILLS = 4;
const HOSTS = ["tls13-aes128.test", "good.test", "chain-right.test", "twenty-hosts.test"];

const profile = mkdtempSync(join(tmpdir(), "tlscope-killed-"));
after(() => rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

async function remembered(addon: Addon): Promise<string[]> {
  const { hosts } = JSON.parse(await addon.ask("report/hosts", { after: null })) as ReportChunk;
  return hosts.map(({ host }) => host);
}

test(`what was written is there after each of ${String(KILLS)} kills, and the memory opens`, { timeout: 400_000 }, async () => {
  const lab = await sharedLab();
  const urls = [...new Set([...HOSTS, ...lab.cases.filter(({ expect, unavailable }) => expect.outcome === "loads" && unavailable === undefined).map(({ host }) => host)])].filter((host) => lab.cases.some((labCase) => labCase.host === host)).map((host) => lab.url(host));
  let written: string[] = [];
  try {
    for (let kill = 0; kill <= KILLS; kill += 1) {
      const firefox = await launchFirefox({ lab, addonDir: builtAddon("firefox"), profile, installForGood: true });
      try {
        const addon = await Addon.connect(firefox);
        const known = await remembered(addon);
        assert.deepEqual(written.filter((host) => !known.includes(host)), [], `lost after ${String(kill)} kills`);
        const { history } = await addon.ask("interception/get", {});
        assert.ok(history !== null && history.putAside !== true);
        const { page } = await addon.newTab();
        const [first = "", second = ""] = [urls[2 * kill], urls[2 * kill + 1]];
        await page.goto(first);
        const { hostname } = new URL(first);
        written = await until(() => remembered(addon), (hosts) => hosts.includes(hostname), { patience: 60_000, pause: 500, what: `${hostname} is remembered` });
        // Killed while what this one showed is on its way.
        await page.goto(second);
        await new Promise((resolve) => setTimeout(resolve, 700 * kill));
        firefox.browser.process()?.kill("SIGKILL");
      } finally {
        await firefox.close();
      }
    }
  } finally {
    await lab.stop();
  }
});
