// What the popup has by disclosure, in real Firefox over real connections: certificates in full, the time line, other hosts
// sorted, the report to paste elsewhere; and the badge. Needs the built add-on (npm run build).
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import type { CertificateDescription } from "../../src/core/description/description.ts";
import { accessibilityProblems } from "../../browsers/accessibility.ts";
import { Addon } from "../../browsers/addon.ts";
import { openAddonPage } from "../../browsers/addon-page.ts";
import { until, untilShown } from "../../browsers/until.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import type { LaunchedFirefox } from "../../browsers/firefox.ts";
import { startManyHosts } from "../../lab/many-hosts.ts";
import type { ManyHosts } from "../../lab/many-hosts.ts";
import { startSite } from "../support/site.ts";
import type { TestSite } from "../support/site.ts";
import { setViewport } from "../../browsers/viewport.ts";
import type { PageConnection, PageReport } from "../../src/messages/page.ts";
import type { Lab } from "../../lab/lab.ts";

let lab: Lab;
let firefox: LaunchedFirefox;
let addon: Addon;
let downloads: string;
let site: TestSite;
let many: ManyHosts;

/** More than a page view keeps. */
const MANY = 520;

function serve({ url }: IncomingMessage, response: ServerResponse): void {
  const cached = url === "/cached" || url === "/restorable";
  response.writeHead(200, { "content-type": "text/html", "cache-control": cached ? "max-age=3600" : "no-store" }).end(`<!doctype html><link rel="icon" href="data:,"><title>page</title>`);
}

before(async () => {
  downloads = await mkdtemp(join(tmpdir(), "tlscope-downloads-"));
  lab = await sharedLab();
  site = await startSite(["one.site.test", "two.site.test"], serve);
  many = await startManyHosts(MANY);
  firefox = await launchFirefox({
    lab: { ...lab, hosts: [...lab.hosts, ...site.hosts, ...many.hosts], rootPems: [...lab.rootPems, site.rootPem, many.rootPem] },
    addonDir: builtAddon("firefox"),
    preferences: {
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      "browser.download.useDownloadDir": true,
      "browser.download.alwaysOpenPanel": false,
    },
  });
  addon = await Addon.connect(firefox);
});

after(async () => {
  await firefox.close();
  await Promise.all([lab.stop(), site.stop(), many.stop()]);
  await rm(downloads, { recursive: true, force: true });
});

interface Visit {
  page: Page;
  popup: Page;
  tabId: number;
  main: PageConnection;
}

/** Opens a host of the lab in a tab, and the popup for that tab. Both are closed when `use` is done. */
async function visit(host: string, use: (visited: Visit) => Promise<void>): Promise<void> {
  const { page, tabId, report } = await addon.visit(lab.url(host), ({ state }) => state === "observed");
  const main = report.connections.find((connection) => connection.main);
  assert.ok(main);
  const popup = await openAddonPage(firefox, `popup/popup.html?tabId=${tabId}`);
  try {
    await use({ page, popup, tabId, main });
  } finally {
    await popup.close();
    await page.close();
  }
}

/** Presses Tab until the element has the focus, as who has no mouse does; throws where it never gets it. */
async function tabTo(popup: Page, selector: string): Promise<void> {
  for (let step = 0; step < 200; step += 1) {
    if (await popup.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) {
      const outline = await popup.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
      assert.notEqual(outline, "none", `${selector} shows its focus`);
      return;
    }
    await popup.keyboard.press("Tab");
  }
  assert.fail(`${selector} is not reached by Tab.`);
}

/** Opens the first certificate of the popup in full, by keyboard alone. */
async function openInFull(popup: Page): Promise<void> {
  for (const selector of ["#certificates > summary", ".certificate > details > summary", ".in-full > summary"]) {
    await tabTo(popup, selector);
    await popup.keyboard.press("Enter");
  }
  await popup.waitForSelector("[data-testid=certificate-viewer]");
}

async function described(sha256: string): Promise<CertificateDescription> {
  const description = JSON.parse(await addon.ask("certificate/describe", { sha256 })) as CertificateDescription | null;
  assert.ok(description);
  return description;
}

async function downloaded(name: RegExp): Promise<Uint8Array> {
  const file = await until(async () => (await readdir(downloads)).find((candidate) => name.test(candidate)), (found) => found !== undefined);
  return await until(async () => new Uint8Array(await readFile(join(downloads, file ?? ""))), (bytes) => bytes.length > 0);
}

const fromPem = (pem: string): Buffer => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");

describe("a certificate in full", () => {
  test("is reached by keyboard and shows what the background describes: every field, every extension, and its bytes", async () => {
    await visit("tls13-aes128.test", async ({ popup, main }) => {
      assert.equal((await popup.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name))).filter((name) => name.includes("certificate-viewer")).length, 0, "the viewer is not loaded before");
      await openInFull(popup);
      const leaf = main.certificates[0] ?? "";
      const description = await described(leaf);
      assert.ok(description.extensions.length >= 6);
      assert.equal(await popup.$eval("[data-testid=certificate-viewer]", (viewer) => viewer.getAttribute("data-sha256")), leaf);
      assert.deepEqual(
        await popup.$$eval("[data-testid=viewer-part]", (parts) => parts.map((part) => [part.getAttribute("data-title"), part.getAttribute("data-oid")])),
        [...description.fields, ...description.extensions].map(({ title, oid }) => [title, oid ?? null]),
      );
      const critical = description.extensions.filter((extension) => extension.critical === true).length;
      assert.equal(await popup.$$eval(".viewer-part h4 .mark", (marks) => marks.length), critical);
      assert.doesNotMatch(await popup.$eval("[data-testid=certificate-viewer]", (viewer) => viewer.textContent), /\bviewer_/);
      assert.deepEqual(await accessibilityProblems(popup), []);

      await popup.$eval(".viewer > .raw-bytes", (details) => {
        (details as HTMLDetailsElement).open = true;
      });
      const dump = await popup.waitForSelector(".viewer > .raw-bytes [data-testid=hex-dump]");
      const lines = ((await dump?.evaluate((element) => element.textContent)) ?? "").split("\n");
      const der = fromPem(description.pem);
      assert.equal(lines.length, 32, "256 bytes at a time");
      assert.equal(lines.map((line) => line.slice(7, 30).replaceAll(" ", "")).join(""), der.subarray(0, 256).toString("hex"));
      await popup.click(".raw-pages button:last-of-type");
      await untilShown(popup, "the next bytes are shown", () => document.querySelector(".viewer > .raw-bytes [data-testid=hex-dump]")?.textContent.startsWith("00100"));
      assert.deepEqual(await accessibilityProblems(popup), []);
    });
  });

  test("is saved as PEM and as DER, byte for byte", async () => {
    await visit("tls13-aes128.test", async ({ popup, main }) => {
      await openInFull(popup);
      const { pem } = await described(main.certificates[0] ?? "");
      await tabTo(popup, "[data-testid=save-pem]");
      await popup.keyboard.press("Enter");
      assert.equal(Buffer.from(await downloaded(/^tls13-aes128\.test-[0-9a-f]{8}\.pem$/)).toString("utf8"), pem);
      await tabTo(popup, "[data-testid=save-der]");
      await popup.keyboard.press("Enter");
      assert.deepEqual(Buffer.from(await downloaded(/^tls13-aes128\.test-[0-9a-f]{8}\.der$/)), fromPem(pem));
    });
  });

  test("full of markup and direction marks stays text, and inside the page at 200 %", async () => {
    await visit("hostile-text.test", async ({ popup }) => {
      await openInFull(popup);
      const shown = await popup.$eval("[data-testid=certificate-viewer]", (viewer) => viewer.textContent);
      assert.ok(shown.includes("<script>alert(1)</script>") && shown.includes("<U+202E>"));
      assert.doesNotMatch(shown, /[\u202A-\u202E\u2066-\u2069]/u);
      const labels = await popup.$$eval(".viewer [aria-label]", (elements) => elements.map((element) => element.getAttribute("aria-label") ?? ""));
      assert.ok(labels.length > 20 && labels.every((label) => !/[\u202A-\u202E\u2066-\u2069]/u.test(label)));
      await setViewport(popup, { width: 200, height: 280 });
      assert.equal(await popup.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    });
  });

  test("whose bytes nobody has is not described", async () => {
    assert.equal(await addon.ask("certificate/describe", { sha256: "00".repeat(32) }), "null");
  });
});

test("validity stands on a time line, a row for each certificate of the chain, the observation within those that are valid", async () => {
  await visit("tls13-aes128.test", async ({ popup, main }) => {
    assert.deepEqual(await popup.$$eval("[data-testid=validity-row]", (rows) => rows.map((row) => row.getAttribute("data-sha256"))), main.certificates);
    await popup.$eval("#certificates", (section) => {
      (section as HTMLDetailsElement).open = true;
    });
    const rows = await popup.$$eval("[data-testid=validity-row]", (items) => items.map((item) => {
      const [bar, now] = ["rect", "line"].map((selector) => item.querySelector(selector)?.getBoundingClientRect());
      return { bar: [bar?.left ?? NaN, bar?.right ?? NaN], now: [now?.left ?? NaN], text: item.textContent };
    }));
    for (const { bar: [from = 0, to = 0], now: [now = 0], text } of rows) {
      assert.ok(from < now && now < to && to - from > 10, JSON.stringify(rows));
      assert.match(text, /\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d/);
    }
  });
});

test("other hosts are sorted as one asks for, each with its four numbers", async () => {
  await visit("twenty-hosts.test", async ({ page, popup, tabId }) => {
    await untilShown(page, "all images are settled", () => [...document.images].every((image) => image.complete));
    const { connections } = await addon.settledReport(tabId);
    const others = connections.filter((connection) => !connection.main);
    await untilShown(popup, "every host has its row", (count) => document.querySelectorAll(".host").length === Number(count), String(others.length));
    await popup.$eval("#hosts", (section) => {
      (section as HTMLDetailsElement).open = true;
    });
    const shown = (): Promise<string[]> => popup.$$eval(".host-name", (names) => names.map((name) => name.textContent.replace(/:\d+$/, "")));
    const reported = others.map(({ host }) => host);
    assert.deepEqual(await shown(), reported);
    const alphabetical = [...reported].sort();
    assert.notDeepEqual(reported, alphabetical);
    await tabTo(popup, "[data-testid=hosts-sort]");
    await popup.select("[data-testid=hosts-sort]", "name");
    await untilShown(popup, "the first by name stands first", (first) => document.querySelector(".host-name")?.textContent.startsWith(first), alphabetical[0]);
    assert.deepEqual(await shown(), alphabetical);
    await popup.select("[data-testid=hosts-sort]", "weakest");
    const strong = others.find(({ host }) => host === "tls12-rsa.test")?.assessment?.rating;
    const index = reported.indexOf("tls12-rsa.test");
    await untilShown(popup, "they stand as before", (first) => document.querySelector(".host-name")?.textContent.startsWith(first), reported[0]);
    assert.ok(strong);
    const words = await popup.$$eval(".host", (rows, at) => rows[at]?.querySelector(".strength title")?.textContent, index);
    assert.equal(words, `Certificate ${strong.certificate ?? ""}, Protocol ${strong.categories.protocol ?? ""}, Key exchange ${strong.categories.keyExchange ?? ""}, Cipher ${strong.categories.cipher ?? ""}`);
    assert.deepEqual(await accessibilityProblems(popup), []);
  });
});

describe("the report to paste elsewhere", () => {
  /** What lies in the clipboard, pasted where any page could take it. */
  async function pasted(page: Page): Promise<string> {
    await page.evaluate(() => {
      const field = document.createElement("textarea");
      document.body.replaceChildren(field);
      field.focus();
    });
    await page.bringToFront();
    await page.keyboard.down("Control");
    await page.keyboard.press("v");
    await page.keyboard.up("Control");
    return await page.$eval("textarea", (field) => field.value);
  }

  test("is copied as Markdown and as text without links, by keyboard", async () => {
    await visit("tls12-rsa.test", async ({ page, popup, main }) => {
      await tabTo(popup, "[data-testid=share]");
      await popup.keyboard.press("Enter");
      await untilShown(popup, "the menu has the focus", () => document.activeElement?.matches("[data-testid=share-markdown]"));
      assert.deepEqual(await accessibilityProblems(popup), []);
      await popup.keyboard.press("Escape");
      await untilShown(popup, "the button has the focus again", () => document.activeElement?.matches("[data-testid=share]") === true && document.querySelector<HTMLElement>(".share-menu")?.hidden);
      await popup.keyboard.press("Enter");
      await untilShown(popup, "the menu has the focus again", () => document.activeElement?.matches("[data-testid=share-markdown]"));
      await popup.keyboard.press("Enter");
      await untilShown(popup, "the page says that it copied", () => document.getElementById("live")?.textContent.includes("Markdown"));
      const markdown = await pasted(page);
      assert.match(markdown, new RegExp(`^## TLScope: \`tls12-rsa\\.test:${lab.port}\``));
      const findings = main.assessment?.findings ?? [];
      assert.ok(findings.length > 0, "RSA key exchange is found fault with");
      for (const { rule } of findings) assert.ok(markdown.includes(`\`${rule}\``), rule);
      assert.ok(markdown.includes(main.certificates[0] ?? "none"));

      await popup.bringToFront();
      await popup.click("[data-testid=share]");
      await popup.click("[data-testid=share-plain]");
      await untilShown(popup, "the page says that it copied", () => document.getElementById("live")?.textContent.includes("as text"));
      const plain = await pasted(page);
      assert.match(plain, /^TLScope: tls12-rsa\[\.\]test/);
      assert.doesNotMatch(plain, /:\/\/|[a-z0-9]\.test\b/);
    });
  });
});

describe("the badge", () => {
  test("says the version or the days, as chosen in the options, at once and in every tab; the tooltip says all", async () => {
    await visit("tls13-aes128.test", async ({ tabId, main }) => {
      const grade = main.assessment?.rating.grade ?? "";
      await addon.badgeWhen(tabId, grade);
      const options = await openAddonPage(firefox, "options/options.html", { width: 800, height: 800 });
      await untilShown(options, "the choice is read", () => document.querySelector<HTMLInputElement>("[name=badge][value=grade]")?.checked);
      await options.click("[name=badge][value=version]");
      const { title } = await addon.badgeWhen(tabId, "1.3");
      assert.match(title, /TLS 1\.3/);
      assert.ok(title.includes(grade), title);
      await options.click("[name=badge][value=expiry]");
      const days = Math.floor((Date.parse((await described(main.certificates[0] ?? "")).fields.flatMap(({ groups }) => groups.flat()).flatMap(({ name, values }) => name === "viewer_field_notAfter" && values[0]?.kind === "time" ? [values[0].iso] : [])[0] ?? "") - Date.now()) / 86_400_000);
      assert.match((await addon.badgeWhen(tabId, `${days}d`)).title, new RegExp(`expires: ${days}\\b`));
      assert.deepEqual(await accessibilityProblems(options), []);
      await options.click("[name=badge][value=grade]");
      await addon.badgeWhen(tabId, grade);
      await options.close();
    });
  });
});

test("Alt+Shift+L opens the popup, as Firefox has it registered", async () => {
  const commands = await addon.page.evaluate(async () => {
    const { browser } = globalThis as unknown as { browser: { commands: { getAll(): Promise<{ name?: string; shortcut?: string }[]> } } };
    return (await browser.commands.getAll()).map(({ name, shortcut }) => ({ name, shortcut }));
  });
  assert.deepEqual(commands, [{ name: "_execute_browser_action", shortcut: "Alt+Shift+L" }]);
});

describe("what is shown says where it comes from", () => {
  const notes = (popup: Page): Promise<string> => popup.evaluate(() => document.querySelector(".notes")?.textContent ?? "");
  const observed = ({ state }: PageReport): boolean => state === "observed";

  test("nothing where the page was seen whole, and the cache where it came from there", async () => {
    const url = `${site.url("one.site.test")}cached`;
    const { tabId: whole } = await addon.visit(url, observed);
    const first = await openAddonPage(firefox, `popup/popup.html?tabId=${whole}`);
    assert.equal(await notes(first), "");
    const { tabId } = await addon.visit(url, ({ connections }) => connections[0]?.assessment?.connection.fromCache === true);
    const popup = await openAddonPage(firefox, `popup/popup.html?tabId=${tabId}`);
    assert.match(await notes(popup), /From the cache/);
    assert.deepEqual(await accessibilityProblems(popup), []);
  });

  test("an earlier visit where the browser restored the page", async () => {
    const tab = await addon.visit(`${site.url("one.site.test")}restorable`, observed);
    await addon.go(tab, site.url("two.site.test"), (report) => observed(report) && report.url.includes("two.site"));
    void tab.page.goBack({ timeout: 1000 }).catch(() => undefined);
    await addon.reportWhen(tab.tabId, (report) => report.fromBackForwardCache === true);
    const popup = await openAddonPage(firefox, `popup/popup.html?tabId=${tab.tabId}`);
    assert.match(await notes(popup), /Restored from an earlier visit/);
  });

  test("that some are left out where there are more than are kept; the rest is shown by the page", async () => {
    const { page, tabId } = await addon.visit(many.url, observed);
    await untilShown(page, "all images are settled", () => [...document.images].every((image) => image.complete));
    const { omitted, connections } = await addon.settledReport(tabId);
    assert.ok(omitted > 0, `${connections.length} kept`);
    const popup = await openAddonPage(firefox, `popup/popup.html?tabId=${tabId}`);
    assert.match(await notes(popup), new RegExp(`^${omitted} more connections? w`));
    const rows = (count: number): Promise<unknown> => untilShown(popup, `there are ${count} rows`, (wanted) => document.querySelectorAll(".host").length === Number(wanted), String(count));
    await rows(300);
    await popup.$eval("#hosts", (section) => {
      (section as HTMLDetailsElement).open = true;
    });
    assert.equal((await popup.$$(".host")).length, 300, "no more than that unasked");
    await popup.click("[data-testid=more-hosts]");
    await rows(connections.length - 1);
    assert.equal(await popup.$("[data-testid=more-hosts]"), null);
  });
});
