// Makes the pictures of docs/screenshots/: the real popup in real Firefox, for pages of the lab, the report,
// options and first page, and what is other in real Chromium; all light and dark. With "chromium" as an argument, that alone.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { Addon } from "../browsers/addon.ts";
import { openAddonPage } from "../browsers/addon-page.ts";
import { untilShown } from "../browsers/until.ts";
import { chromiumPictures } from "./screenshots/chromium.ts";
import { pictureCases, takePopupPictures } from "./screenshots/popup-states.ts";
import { settingsPages } from "./screenshots/settings-pages.ts";
import { runProgram } from "../browsers/process/program.ts";
import { shrinkPng } from "./support/png.ts";
import { ADDON_FOLDER, CHROMIUM_FOLDER, Session } from "../browsers/session.ts";
import type { LaunchedBrowser } from "../browsers/launched-browser.ts";
import { seedReport } from "../browsers/report-seed.ts";
import { setViewport } from "../browsers/viewport.ts";
import type { Lab } from "../lab/lab.ts";
import { answerHelp } from "./support/usage.ts";

answerHelp("npm run screenshots [-- chromium]\n\nMakes the pictures of docs/screenshots/ in real Firefox and real Chromium.\n  chromium   those in Chromium alone");

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
/** Picture dots for each CSS pixel. */
const DENSITY = 2;

/** The report of made-up hosts: what the lab has seen is no history. */
const REPORT = { hosts: 1240, days: 120 };
const REPORT_SIZE = { width: 1360, height: 1500 };

async function shrink(path: string): Promise<void> {
  const bytes = readFileSync(path);
  const smaller = await shrinkPng(bytes);
  writeFileSync(path, smaller);
  console.log(`${path}  ${(bytes.length / 1000).toFixed(0)} KB → ${(smaller.length / 1000).toFixed(0)} KB`);
}

/** The report, and the report with a host opened. */
async function pictureReport(launched: LaunchedBrowser, control: Page, scheme: string): Promise<void> {
  await seedReport(control, REPORT);
  const report = await openAddonPage(launched, "report/report.html", REPORT_SIZE);
  await untilShown(report, "all pictures are drawn", () => document.querySelectorAll(".pictures .drawing svg").length === 6);
  const path = join(FOLDER, `report-${scheme}.png`) as `${string}.png`;
  await report.screenshot({ path });
  await shrink(path);
  await report.click(".hosts-box .grid-body .grid-row:nth-child(3)");
  await untilShown(report, "the host's history is drawn", () => document.querySelector("#time-line svg") !== null);
  await setViewport(report, { ...REPORT_SIZE, height: 1100 });
  const opened = join(FOLDER, `report-host-${scheme}.png`) as `${string}.png`;
  await report.screenshot({ path: opened });
  await shrink(opened);
  await report.close();
}

async function inFirefox(session: Session, lab: Lab): Promise<void> {
  const more = await session.lab({ cases: pictureCases() });
  const all = { ...lab, hosts: [...lab.hosts, ...more.hosts], rootPems: [...lab.rootPems, ...more.rootPems] };
  for (const [scheme, preference] of Object.entries(SCHEMES)) {
    // Bad certificates are accepted, as a person can: else there is no page, and no grade.
    const firefox = await session.firefox({ lab: all, addonDir: ADDON_FOLDER, acceptInsecureCerts: true, preferences: { "layout.css.prefers-color-scheme.content-override": preference, "layout.css.devPixelsPerPx": String(DENSITY) } });
    const addon = await Addon.connect(firefox);
    const popup = await firefox.browser.newPage();
    for (const [picture, host] of Object.entries(PICTURES)) {
      const tabId = await addon.openTab(lab.url(host));
      await addon.settle(tabId);
      const path = join(FOLDER, `${picture}-${scheme}.png`) as `${string}.png`;
      await addon.savePopup(tabId, popup, path);
      await shrink(path);
    }
    for (const path of await takePopupPictures(addon, popup, more, FOLDER, scheme)) await shrink(path);
    await pictureReport(firefox, addon.page, scheme);
    await settingsPages(firefox, async (picture, page) => {
      const path = join(FOLDER, `${picture}-${scheme}.png`) as `${string}.png`;
      await page.screenshot({ path });
      await shrink(path);
    });
    await firefox.close();
  }
}

async function inChromium(session: Session, lab: Lab): Promise<void> {
  for (const scheme of ["light", "dark"] as const) {
    const chromium = await session.chromium({ lab, addonDir: CHROMIUM_FOLDER, args: [`--force-device-scale-factor=${String(DENSITY)}`] });
    for (const path of await chromiumPictures(chromium, lab, FOLDER, scheme)) await shrink(path);
    await chromium.close();
  }
}

await runProgram(async () => {
  const session = new Session("screenshots");
  await session.setUp();
  await session.setUp("chromium");
  await session.build("--only", "firefox", "--only", "chromium");
  const lab = await session.lab();
  mkdirSync(FOLDER, { recursive: true });
  if (!process.argv.includes("chromium")) await inFirefox(session, lab);
  await inChromium(session, lab);
  await session.end();
  return 0;
});
