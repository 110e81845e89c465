// Pictures of somebody in the middle, as real programs make them, in both browsers, light and dark: npm run screenshots:middle. All are
// written to out/middle; what docs/screenshots/ has of them is chosen by hand. With "firefox" or "chromium" as an argument, there alone.
import { createHash, X509Certificate } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { Addon } from "../../browsers/addon.ts";
import { openAddonPage } from "../../browsers/addon-page.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import { EXPERIMENT_PREFERENCES, launchFirefox } from "../../browsers/firefox.ts";
import { startFront, type Front } from "../../browsers/interceptors/front.ts";
import type { InterceptorProgram, RunningInterceptor } from "../../browsers/interceptors/interceptor.ts";
import { MITMPROXY } from "../../browsers/interceptors/mitmproxy.ts";
import { PRIVOXY } from "../../browsers/interceptors/privoxy.ts";
import { SQUID } from "../../browsers/interceptors/squid.ts";
import { makePassableFolder } from "../../browsers/process/passable-folder.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { setViewport } from "../../browsers/viewport.ts";
import { isJudged } from "../support/real-interceptors.ts";
import { startPublicSites, type PublicSites } from "../support/public-sites.ts";
import { startSite, type TestSite } from "../support/site.ts";

const FOLDER = join("out", "middle");
const FIRST = "en.wikipedia.org";
const OTHERS = ["alpha-shop.com", "beta-club.net", "gamma-post.org"];
const ACCEPTED = "www.bbc.com";
const SPOOFED = "www.paypal.com";
const REFUSED = "www.imdb.com";
const PORTAL = ["www.nytimes.com", "www.weather.com"];

interface Scene {
  sites: PublicSites;
  spoofed: TestSite;
  front: Front;
  mitmproxy: RunningInterceptor;
  squid: RunningInterceptor;
  /** Its root is installed nowhere. */
  stranger: RunningInterceptor;
  stop(): Promise<void>;
}

async function startScene(): Promise<Scene> {
  const sites = await startPublicSites({ hosts: [FIRST, ...OTHERS, ACCEPTED, REFUSED], portal: { hosts: PORTAL, name: "login.hotel-wifi.com" } });
  const originPort = Number(new URL(sites.url(FIRST)).port);
  const [upstream, front, spoofed] = await Promise.all([startFront(originPort), startFront(originPort), startSite([SPOOFED], (_request, response) => response.end("<!doctype html><title>site</title>"))]);
  const folder = makePassableFolder("tlscope-pictures-");
  const start = async (program: InterceptorProgram): Promise<RunningInterceptor> => (await program.get())({ folder: await mkdtemp(join(folder, program.name)), upstreamProxy: upstream.port, originPort });
  const [mitmproxy, squid, stranger] = await Promise.all([start(MITMPROXY), start(SQUID), start(PRIVOXY)]);
  return {
    sites, spoofed, front, mitmproxy, squid, stranger,
    stop: async () => {
      await Promise.all([mitmproxy, squid, stranger, front, upstream, sites, spoofed].map((each) => each.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Goes through all of it and takes each picture light and dark. */
async function picture(launched: LaunchedBrowser, { spoofed, front, mitmproxy, squid, stranger }: Scene): Promise<void> {
  const addon = await Addon.connect(launched);
  const popup = await launched.browser.newPage();
  const inChromium = launched.name === "Chromium";
  if (inChromium) await addon.ask("settings/set", { values: { inspection: "every-page" } });
  const tab = await addon.newTab();
  const isTold = (report: Parameters<typeof isJudged>[0]): boolean => report.inspection === undefined && isJudged(report);
  const visit = async (url: string): Promise<void> => {
    await addon.go(tab, url, isTold);
    await addon.settle(tab.tabId, { quiet: 1500 });
  };
  const take = async (name: string): Promise<void> => {
    for (const scheme of ["light", "dark"]) {
      const path = join(FOLDER, `${launched.name.toLowerCase()}-${name}-${scheme}.png`) as `${string}.png`;
      await savePopup(addon, tab.tabId, popup, scheme, path);
      console.log(path, (await addon.badge(tab.tabId)).title.replaceAll("\n", " | "));
    }
  };
  const visitRefused = async (host: string): Promise<void> => {
    await addon.go(tab, `https://${host}/`, ({ state }) => state === "failed");
    await addon.settle(tab.tabId, { quiet: 1500 });
  };

  await visit(`https://${REFUSED}/`);
  front.leadTo(mitmproxy);
  await visit(`https://${FIRST}/`);
  await take("mitmproxy-first-site");
  front.leadTo(squid);
  for (const host of OTHERS) await visit(`https://${host}/`);
  await take("squid-third-site");
  const hash = createHash("sha256").update(new X509Certificate(squid.rootPem).publicKey.export({ format: "der", type: "spki" })).digest("hex");
  await addon.ask("interception/change", { change: { kind: "expect", hash, name: "Example Corp Gateway" } });
  await visit(`https://${ACCEPTED}/`);
  await take("accepted");
  await visit(spoofed.url(SPOOFED));
  await take("spoofed-local-address");
  front.leadTo(stranger);
  await visitRefused(REFUSED);
  await take("refused");
  front.leadTo({ takes: "origin" });
  for (const host of PORTAL) await visitRefused(host);
  await take("captive-portal");
  await visit(`https://${OTHERS[0] ?? ""}/`);
  await take("read-before");
  const options = await readersPage(launched);
  for (const scheme of ["light", "dark"]) {
    await setScheme(options, scheme);
    const path = join(FOLDER, `${launched.name.toLowerCase()}-readers-${scheme}.png`) as `${string}.png`;
    await options.bringToFront();
    await options.screenshot({ path });
  }
}

async function readersPage(launched: LaunchedBrowser): Promise<Page> {
  const page = await openAddonPage(launched, "options/options.html", { width: 1100, height: 900 });
  await page.waitForSelector("[data-testid=reader]");
  await page.$$eval("[data-testid=reader] details", (all) => all.forEach((each) => (each.open = true)));
  await page.$eval("#readers", (section) => section.scrollIntoView());
  return page;
}

async function setScheme(page: Page, scheme: string): Promise<void> {
  await page.evaluate((wanted) => (document.documentElement.style.colorScheme = wanted), scheme);
}

async function savePopup(addon: Addon, tabId: number, page: Page, scheme: string, path: `${string}.png`): Promise<void> {
  await setViewport(page, { width: 400, height: 560 });
  // Else the old popup would pass for the new one.
  await page.goto("about:blank");
  await addon.popup(tabId, page);
  await setScheme(page, scheme);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await setViewport(page, { width: 400, height: Math.min(Math.max(height, 560), 3000) });
  // A page behind another draws nothing in Chromium, and the picture would be waited for without end.
  await page.bringToFront();
  await page.screenshot({ path });
}

async function inFirefox(scene: Scene): Promise<void> {
  const firefox = await launchFirefox({
    lab: { ...scene.sites.lab, hosts: [SPOOFED], rootPems: [scene.mitmproxy.rootPem, scene.squid.rootPem, scene.spoofed.rootPem] }, builtInRoots: [scene.sites.rootPem], addonDir: builtAddon("firefox-experiment"),
    preferences: {
      ...EXPERIMENT_PREFERENCES, "security.pki.certificate_transparency.mode": 1, "layout.css.devPixelsPerPx": "2",
      "network.proxy.type": 1, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": scene.front.port, "network.proxy.no_proxies_on": SPOOFED,
    },
  });
  try {
    await picture(firefox, scene);
  } finally {
    await firefox.close();
  }
}

async function inChromium(scene: Scene): Promise<void> {
  const chromium = await launchChromium({
    lab: { ...scene.sites.lab, hosts: [SPOOFED], rootPems: [scene.sites.rootPem, scene.mitmproxy.rootPem, scene.squid.rootPem, scene.spoofed.rootPem] }, addonDir: builtAddon("chromium"),
    args: ["--force-device-scale-factor=2", `--proxy-server=127.0.0.1:${String(scene.front.port)}`, `--proxy-bypass-list=${SPOOFED}`],
  });
  try {
    await picture(chromium, scene);
  } finally {
    await chromium.close();
  }
}

await mkdir(FOLDER, { recursive: true });
for (const [name, run] of [["firefox", inFirefox], ["chromium", inChromium]] as const) {
  if (process.argv.length > 2 && !process.argv.includes(name)) continue;
  const scene = await startScene();
  try {
    await run(scene);
  } finally {
    await scene.stop();
  }
}
