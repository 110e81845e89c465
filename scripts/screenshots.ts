// Makes the pictures of docs/screenshots/: the real popup in real Firefox, for pages of the lab, light and dark.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Addon } from "./support/addon.ts";
import { settingsPages } from "./screenshots/settings-pages.ts";
import { runProgram } from "./support/program.ts";
import { shrinkPng } from "./support/png.ts";
import { ADDON_FOLDER, Session } from "./support/session.ts";

const FOLDER = "docs/screenshots";
/** Picture → host of the lab. */
const PICTURES: Readonly<Record<string, string>> = {
  good: "group-x25519mlkem768.test",
  weak: "tls12-rsa.test",
  bad: "expired.test",
  "many-hosts": "twenty-hosts.test",
};
/** Firefox's preference: 0 dark, 1 light. */
const SCHEMES = { light: 1, dark: 0 } as const;

await runProgram(async () => {
  const session = new Session("screenshots");
  await session.setUp();
  await session.build("--only", "firefox");
  const lab = await session.lab();
  mkdirSync(FOLDER, { recursive: true });
  for (const [scheme, preference] of Object.entries(SCHEMES)) {
    // Bad certificates are accepted, as a person can: else there is no page, and no grade.
    const firefox = await session.firefox({ lab, addonDir: ADDON_FOLDER, acceptInsecureCerts: true, preferences: { "layout.css.prefers-color-scheme.content-override": preference, "layout.css.devPixelsPerPx": "2" } });
    const addon = await Addon.connect(firefox);
    const popup = await firefox.browser.newPage();
    for (const [picture, host] of Object.entries(PICTURES)) {
      const tabId = await addon.openTab(lab.url(host));
      await addon.settle(tabId);
      const path = join(FOLDER, `${picture}-${scheme}.png`) as `${string}.png`;
      await addon.savePopup(tabId, popup, path);
      const bytes = readFileSync(path);
      const smaller = await shrinkPng(bytes);
      writeFileSync(path, smaller);
      console.log(`${path}  ${(bytes.length / 1000).toFixed(0)} KB → ${(smaller.length / 1000).toFixed(0)} KB`);
    }
    await settingsPages(firefox, async (picture, page) => {
      const path = join(FOLDER, `${picture}-${scheme}.png`);
      const bytes = await page.screenshot();
      const smaller = await shrinkPng(bytes);
      writeFileSync(path, smaller);
      console.log(`${path}  ${(bytes.length / 1000).toFixed(0)} KB → ${(smaller.length / 1000).toFixed(0)} KB`);
    });
    await firefox.close();
  }
  await session.end();
  return 0;
});
