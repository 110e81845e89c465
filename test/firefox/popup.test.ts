// The popup in real Firefox over real connections. Needs the built add-on (npm run build).
import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { accessibilityProblems, openAllDisclosures } from "../../browsers/accessibility.ts";
import { ask, newestTabId, openAddonPage } from "../../browsers/addon-page.ts";
import { untilShown } from "../../browsers/until.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import type { LaunchedFirefox } from "../../browsers/firefox.ts";
import { startManyHosts } from "../../lab/many-hosts.ts";
import type { ManyHosts } from "../../lab/many-hosts.ts";
import { setViewport } from "../../browsers/viewport.ts";
import type { Lab } from "../../lab/lab.ts";

const MANY = 300;
/** Of the length that a name may have, almost; nobody has a certificate for it. */
const LONG_HOST = `${"a-host-with-a-long-name".repeat(2)}.${"and-more-of-it".repeat(4)}.${"and-the-rest".repeat(5)}.test`;

let lab: Lab;
let many: ManyHosts;
let firefox: LaunchedFirefox;
let downloads: string;
/** The options page: any page of the add-on can ask the background. */
let control: Page;

before(async () => {
  downloads = await mkdtemp(join(tmpdir(), "tlscope-downloads-"));
  lab = await sharedLab();
  many = await startManyHosts(MANY);
  firefox = await launchFirefox({
    lab: { ...lab, hosts: [...lab.hosts, ...many.hosts, LONG_HOST], rootPems: [...lab.rootPems, many.rootPem] },
    addonDir: "dist/firefox",
    allowPrivateWindows: true,
    preferences: {
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      "browser.download.useDownloadDir": true,
      "browser.download.alwaysOpenPanel": false,
      "dom.security.https_first": false,
      // Images by plain http are loaded as they are.
      "security.mixed_content.upgrade_display_content": false,
    },
  });
  control = await openAddonPage(firefox, "options/options.html", { width: 800, height: 800 });
});

after(async () => {
  await firefox.close();
  await lab.stop();
  await many.stop();
  await rm(downloads, { recursive: true, force: true });
});

interface Visit {
  page: Page;
  popup: Page;
  tabId: number;
}

/** Opens an address in a tab, and the popup for that tab. Both are closed when `use` is done. */
async function visit(url: string, use: (visited: Visit) => Promise<void>): Promise<void> {
  const page = await firefox.browser.newPage();
  try {
    const tabId = await newestTabId(control);
    // A page that fails its handshake throws; that is then the case in question.
    await page.goto(url).catch(() => undefined);
    const popup = await openAddonPage(firefox, `popup/popup.html?tabId=${tabId}`);
    try {
      await use({ page, popup, tabId });
    } finally {
      await popup.close();
    }
  } finally {
    await page.close();
  }
}

const textOf = (page: Page, selector: string): Promise<string> => page.$eval(selector, (element) => element.textContent);
const bodyText = (page: Page): Promise<string> => page.evaluate(() => document.body.textContent);

/** Elements that stand out of the page to the right. */
const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("an https page", () => {
  test("shows what page/get says: grade, numbers, facts, certificates and findings", async () => {
    await visit(lab.url("tls13-aes128.test"), async ({ popup, tabId }) => {
      const report = await ask(control, "page/get", { tabId });
      const main = report?.connections.find((connection) => connection.main);
      assert.ok(report !== null && main !== undefined && main.assessment !== null);
      assert.equal(await textOf(popup, "h1"), `tls13-aes128.test:${lab.port}`);
      assert.equal(await textOf(popup, "[data-testid=grade]"), report.grade);
      const { rating, connection, findings } = main.assessment;
      assert.deepEqual(
        await popup.$$eval("main > .bars [role=meter]", (meters) => meters.map((meter) => Number(meter.getAttribute("aria-valuenow")))),
        [rating.certificate, rating.categories.protocol, rating.categories.keyExchange, rating.categories.cipher],
      );
      assert.deepEqual(
        await popup.$$eval("[data-testid=certificate]", (items) => items.map((item) => [item.getAttribute("data-sha256"), item.getAttribute("data-role")])),
        main.certificates.map((hash, index, all) => [hash, index === 0 ? "leaf" : index === all.length - 1 ? "anchor" : "intermediate"]),
      );
      assert.deepEqual(
        (await popup.$$eval("[data-testid=finding]", (items) => items.map((item) => item.getAttribute("data-rule") ?? ""))).sort(),
        findings.map(({ rule }) => rule).sort(),
      );
      const facts = await textOf(popup, "#connection");
      for (const fact of [connection.version, connection.cipherSuite?.name, connection.group?.name]) assert.ok(fact !== undefined && facts.includes(fact), `${fact ?? "a fact"} in ${facts}`);
      const arithmetic = await textOf(popup, "#arithmetic");
      assert.ok(arithmetic.includes(`= ${rating.score ?? ""}`), arithmetic);
    });
  });

  test("has the grade, the sentence, the four bars and the first finding on a screen of 400 × 560", async () => {
    await visit(lab.url("tls12-rsa.test"), async ({ popup }) => {
      const bottoms = await popup.$$eval("[data-testid=grade], .sentence, main > .bars, .top-finding", (items) => items.map((item) => item.getBoundingClientRect().bottom));
      const footer = await popup.$eval("footer", (element) => element.getBoundingClientRect().top);
      assert.equal(bottoms.length, 4);
      assert.ok(bottoms.every((bottom) => bottom <= footer), `${bottoms.join(", ")} above ${footer}`);
    });
  });

  test("explains a finding: what was seen, what it means, what to do, and where it is written", async () => {
    await visit(lab.url("tls12-rsa.test"), async ({ popup }) => {
      await popup.click(".top-finding");
      assert.equal(await popup.$eval("#findings", (section) => (section as HTMLDetailsElement).open), true);
      const finding = await textOf(popup, "[data-rule='connection/no-forward-secrecy']");
      assert.match(finding, /What it means/);
      assert.match(finding, /What to do/);
      assert.ok((await popup.$$eval("[data-rule='connection/no-forward-secrecy'] .finding-source > *", (parts) => parts.length)) === 2, "the rule's id and its source");
    });
  });

  test("shows no key of a message in place of its text", async () => {
    await visit(lab.url("twenty-hosts.test"), async ({ popup }) => {
      await openAllDisclosures(popup);
      assert.doesNotMatch(await bodyText(popup), /\b(?:popup|ui|rule|rating)_[a-zA-Z_]+/);
    });
  });
});

describe("other hosts", () => {
  test("are all there, in the order of the report, each with its own chain", async () => {
    await visit(lab.url("twenty-hosts.test"), async ({ page, popup, tabId }) => {
      await untilShown(page, "all images are settled", () => [...document.images].every((image) => image.complete));
      const report = await ask(control, "page/get", { tabId });
      const others = (report?.connections ?? []).filter((connection) => !connection.main).map(({ host }) => host);
      assert.ok(others.length >= 16, others.join());
      await untilShown(popup, "every host has its row", (count) => document.querySelectorAll(".host").length === Number(count), String(others.length));
      assert.deepEqual(await popup.$$eval(".host-name", (names) => names.map((name) => name.textContent.replace(/:\d+$/, ""))), others);
      await popup.$eval("#hosts", (section) => ((section as HTMLDetailsElement).open = true));
      const first = others.indexOf("tls12-rsa.test");
      const summary = (await popup.$$(".host > details > summary"))[first];
      assert.ok(summary !== undefined);
      await summary.click();
      await untilShown(popup, "the host's certificates are drawn", () => document.querySelector(".host [data-testid=certificate]") !== null);
      const rules = report?.connections.find(({ host }) => host === "tls12-rsa.test")?.assessment?.findings.map(({ rule }) => rule) ?? [];
      assert.ok(rules.length > 0);
      assert.deepEqual(new Set(await popup.$$eval(".host [data-rule]", (items) => items.map((item) => item.getAttribute("data-rule")))), new Set(rules));
    });
  });

  test("come while the page is open, and leave focus, disclosures and scroll as they were", async () => {
    await visit(many.emptyUrl, async ({ page, popup }) => {
      await popup.$eval("#certificates", (section) => ((section as HTMLDetailsElement).open = true));
      await popup.focus("#certificates .certificate summary");
      await popup.keyboard.press("Enter");
      await popup.evaluate(() => scrollTo(0, 150));
      const state = (): Promise<object> =>
        popup.evaluate(() => ({
          focus: document.activeElement === document.querySelector("#certificates .certificate summary"),
          open: [...document.querySelectorAll("details[open]")].length,
          scroll: scrollY,
        }));
      const asOpened = await state();
      assert.deepEqual(asOpened, { focus: true, open: 2, scroll: 150 });
      assert.equal((await popup.$$(".host")).length, 0);
      const hosts = many.hosts.slice(1, 31);
      await page.evaluate((urls) => {
        for (const url of urls) document.body.append(Object.assign(new Image(), { src: url }));
      }, hosts.map((host) => many.image(host)));
      await untilShown(popup, "the new hosts are there", (count) => document.querySelectorAll(".host").length === Number(count), String(hosts.length));
      assert.deepEqual(await state(), asOpened);
    });
  });

  test("are 300, and the page is there before they all are", async () => {
    await visit(many.url, async ({ page, popup, tabId }) => {
      await untilShown(page, "all images are settled", () => [...document.images].every((image) => image.complete));
      await untilShown(popup, "every host has its row while the page loads", (count) => document.querySelectorAll(".host").length === Number(count), String(MANY - 1));
      const again = await openAddonPage(firefox, `popup/popup.html?tabId=${tabId}`);
      assert.equal(await textOf(again, "[data-testid=grade]"), await textOf(popup, "[data-testid=grade]"));
      await untilShown(again, "every host has its row", (count) => document.querySelectorAll(".host").length === Number(count), String(MANY - 1));
      assert.equal(new Set(await again.$$eval(".host-name", (names) => names.map((name) => name.textContent))).size, MANY - 1);
      await again.$eval("#hosts", (section) => ((section as HTMLDetailsElement).open = true));
      assert.equal(await overflow(again), 0);
      await again.close();
    });
  });
});

describe("findings of the page as a whole", () => {
  const finding = (rule: string): string => `[data-testid=finding][data-rule="${rule}"]`;

  test("an image by plain http on a page of https is mixed content: in the report, in the popup and in the weakest connection", async () => {
    await visit(lab.url("mixed-plain.test"), async ({ page, popup, tabId }) => {
      await untilShown(page, "the plain image is there", () => [...document.images].some((image) => image.src.startsWith("http:") && image.complete && image.naturalWidth > 0));
      await popup.waitForSelector(finding("host/mixed-content-passive"));
      const report = await ask(control, "page/get", { tabId });
      assert.deepEqual(report?.findings.map(({ rule, params }) => [rule, params]), [["host/mixed-content-passive", ["plain.test", "image 1"]]]);
      assert.match(await textOf(popup, finding("host/mixed-content-passive")), /plain\.test/);
      assert.equal(await popup.$eval("[data-testid=weakest-passive]", (item) => item.getAttribute("data-grade")), "plain");
      assert.equal((await popup.$$(finding("host/mixed-content-active"))).length, 0);
    });
  });

  test("a page that was asked for by http and led on to https says which host led on", async () => {
    await visit(lab.url("redirect.test"), async ({ page, popup, tabId }) => {
      assert.equal(new URL(page.url()).hostname, "hsts-long.test");
      await popup.waitForSelector(finding("host/redirect-from-http"));
      const report = await ask(control, "page/get", { tabId });
      assert.deepEqual(report?.findings.map(({ rule, params }) => [rule, params]), [["host/redirect-from-http", ["redirect.test"]]]);
      assert.match(await textOf(popup, finding("host/redirect-from-http")), /redirect\.test/);
    });
  });

  test("a page without either has none of them", async () => {
    await visit(lab.url("tls13-aes128.test"), async ({ popup, tabId }) => {
      assert.deepEqual((await ask(control, "page/get", { tabId }))?.findings, []);
      assert.equal((await popup.$$("[data-testid=finding][data-rule^='host/mixed'], [data-testid=finding][data-rule='host/redirect-from-http']")).length, 0);
    });
  });
});

describe("text that others wrote", () => {
  test("stays text, with what cannot be seen written out, and keeps inside the page", async () => {
    await visit(lab.url("hostile-text.test"), async ({ popup }) => {
      await openAllDisclosures(popup);
      const certificates = await textOf(popup, "#certificates");
      assert.ok(certificates.includes("<script>alert(1)</script>"), "markup is shown as it is written");
      assert.ok(certificates.includes("<U+202E>"), certificates);
      assert.doesNotMatch(await bodyText(popup), /[\u202A-\u202E\u2066-\u2069\u200B\u0007]/u);
      assert.equal((await popup.$$("body script, body img, body svg[onload]")).length, 0);
      assert.ok((await popup.$$("#certificates bdi .escaped")).length > 0);
      assert.equal(await overflow(popup), 0);
    });
  });

  test("of a thousand names shows the first hundred and says how many more there are", async () => {
    await visit(lab.url("thousand-names.test"), async ({ popup }) => {
      await openAllDisclosures(popup);
      const leaf = await textOf(popup, "[data-role=leaf]");
      assert.match(leaf, /1000 names/);
      assert.match(leaf, /and 900 more/);
    });
  });
});

describe("at the width of a phone (360 pixels)", () => {
  /** Elements that stand out to the right and are neither cut with an ellipsis nor in something that scrolls. */
  const standingOut = (popup: Page): Promise<string[]> => popup.evaluate(() => {
    const { clientWidth } = document.documentElement;
    return [...document.querySelectorAll("body *")].filter((element) => {
      if (!element.checkVisibility() || element.getBoundingClientRect().right <= clientWidth + 0.5) return false;
      for (let around: Element | null = element; around !== null && around !== document.body; around = around.parentElement) {
        if (getComputedStyle(around).overflowX !== "visible") return false;
      }
      return true;
    }).map((element) => `${element.tagName} ${element.textContent}`.slice(0, 100));
  });

  for (const host of ["tls12-rsa.test", "hostile-text.test", "thousand-names.test", LONG_HOST]) {
    test(`${host}: nothing stands out, shut or open, and the footer is one row`, async () => {
      await visit(lab.url("tls12-rsa.test").replace("tls12-rsa.test", host), async ({ popup }) => {
        await setViewport(popup, { width: 360, height: 640 });
        const tops = await popup.$$eval(".page-footer button, .page-footer a", (controls) => controls.filter((control) => control.checkVisibility()).map((control) => { const { top, bottom } = control.getBoundingClientRect(); return Math.round((top + bottom) / 2); }));
        assert.ok(tops.length >= 3 && Math.max(...tops) - Math.min(...tops) <= 2, tops.join());
        assert.deepEqual([await overflow(popup), await standingOut(popup)], [0, []]);
        await openAllDisclosures(popup);
        assert.deepEqual([await overflow(popup), await standingOut(popup)], [0, []]);
      });
    });
  }
});

describe("states without a grade", () => {
  const states: { name: string; url: () => string; title: RegExp }[] = [
    { name: "plain http", url: () => lab.url("plain.test"), title: /Not encrypted/ },
    { name: "a handshake that fails", url: () => lab.url("self-signed.test"), title: /The connection failed/ },
    { name: "a page of the browser", url: () => "about:blank", title: /No connection here/ },
  ];
  for (const { name, url, title } of states) {
    test(`${name} is a state of its own`, async () => {
      await visit(url(), async ({ popup }) => {
        assert.match(await textOf(popup, ".sentence"), title);
        assert.equal(await popup.$eval("[data-testid=grade]", (tile) => tile.getAttribute("data-grade")), "");
        assert.deepEqual(await accessibilityProblems(popup), []);
      });
    });
  }

  test("a tab that is not there is not known", async () => {
    const popup = await openAddonPage(firefox, "popup/popup.html?tabId=999999");
    assert.match(await textOf(popup, ".sentence"), /Nothing known/);
    await popup.close();
  });

  test("without an address of a tab the active one is shown, at the size of the toolbar's panel", async () => {
    const popup = await openAddonPage(firefox, "popup/popup.html", { width: 640, height: 700 });
    await popup.bringToFront();
    assert.match(await textOf(popup, ".sentence"), /No connection here/);
    assert.deepEqual(await popup.$eval("body", (body) => [body.offsetWidth, body.offsetHeight]), [400, 560]);
    await popup.close();
  });

  test("an address that names no tab is said to be wrong", async () => {
    const popup = await openAddonPage(firefox, "popup/popup.html?tabId=%3Cimg%3E");
    assert.match(await bodyText(popup), /tabId is no number: <img>/);
    await popup.close();
  });
});

describe("without sight and without a mouse", () => {
  test("axe-core finds nothing with every disclosure open", async () => {
    await visit(lab.url("twenty-hosts.test"), async ({ popup }) => {
      await openAllDisclosures(popup);
      assert.deepEqual(await accessibilityProblems(popup), []);
    });
    assert.deepEqual(await accessibilityProblems(control), []);
  });

  test("every control is reached by Tab, shows that it has the focus, and works by Enter", async () => {
    await visit(lab.url("tls12-rsa.test"), async ({ popup }) => {
      const controls = await popup.$$eval("summary, button, a", (elements) => elements.filter((element) => element.checkVisibility()).length);
      const reached: string[] = [];
      for (let step = 0; step < controls; step += 1) {
        await popup.keyboard.press("Tab");
        reached.push(
          await popup.evaluate(() => {
            const focused = document.activeElement;
            if (focused === null || focused === document.body) return "nothing";
            if (getComputedStyle(focused).outlineStyle === "none") return "no outline";
            return `${focused.tagName} ${focused.getAttribute("aria-label") ?? focused.getAttribute("title") ?? ""} ${focused.textContent}`;
          }),
        );
      }
      assert.equal(new Set(reached).size, controls, reached.join("\n"));
      assert.ok(!reached.includes("nothing") && !reached.includes("no outline"), reached.join("\n"));
      await popup.focus("#arithmetic summary");
      await popup.keyboard.press("Enter");
      assert.equal(await popup.$eval("#arithmetic", (section) => (section as HTMLDetailsElement).open), true);
    });
  });

  test("at 200 % nothing stands out of the page", async () => {
    await visit(lab.url("tls12-rsa.test"), async ({ popup }) => {
      await setViewport(popup, { width: 200, height: 280 });
      await openAllDisclosures(popup);
      assert.equal(await overflow(popup), 0);
    });
  });
});

describe("taking things along", () => {
  test("a fingerprint is copied exactly", async () => {
    await visit(lab.url("tls13-aes128.test"), async ({ page, popup }) => {
      await openAllDisclosures(popup);
      const sha256 = await popup.$eval("[data-testid=certificate]", (item) => item.getAttribute("data-sha256"));
      const button = await popup.waitForSelector("[data-testid=certificate] button[aria-label^='Copy SHA-256 of']");
      await button?.click();
      await untilShown(popup, "the page says that it copied", () => document.getElementById("live")?.textContent.startsWith("Copied"));
      // Pasted where any page could take it.
      await page.evaluate(() => {
        const field = document.createElement("textarea");
        document.body.append(field);
        field.focus();
      });
      await page.bringToFront();
      await page.keyboard.down("Control");
      await page.keyboard.press("v");
      await page.keyboard.up("Control");
      assert.equal(await page.$eval("textarea", (field) => field.value), sha256);
    });
  });

  test("Export saves the tab's document, the same that the background gives", async () => {
    await visit(lab.url("tls13-aes128.test"), async ({ popup, tabId }) => {
      await popup.click("[data-testid=export]");
      const saved = await downloaded((name) => name.startsWith("tlscope-tls13-aes128.test"));
      assert.match(saved.name, /^tlscope-tls13-aes128\.test_\d+-\d{8}T\d{6}Z\.json$/);
      const given = (await ask(control, "telemetry/export", { tabId })) as Exported;
      assert.equal(saved.document.format, "tlscope-telemetry");
      assert.deepEqual(saved.document.observations, given.observations);
      assert.deepEqual(saved.document.certificates, given.certificates);
      assert.deepEqual(new Set(saved.document.observations.map(({ host }) => host)), new Set(["tls13-aes128.test"]));
    });
  });

  test("the options page counts and saves everything of the session", async () => {
    const options = await openAddonPage(firefox, "options/options.html", { width: 800, height: 800 });
    const counted = await untilShown(options, "the holdings are counted", () => document.querySelector("[data-testid=holdings]")?.getAttribute("data-observations"));
    await options.click("[data-testid=export-all]");
    const saved = await downloaded((name) => name.startsWith("tlscope-session"));
    assert.equal(saved.document.observations.length, Number(counted));
    assert.ok(saved.document.observations.length > 20);
    await options.close();
  });
});

describe("the profile beside the grade", () => {
  test("is chosen in the options, kept, and shown at once in an open popup", async () => {
    await visit(lab.url("tls13-aes128.test"), async ({ popup }) => {
      assert.equal((await popup.$$("[data-testid=chosen-profile]")).length, 0);
      const options = await openAddonPage(firefox, "options/options.html", { width: 800, height: 800 });
      await untilShown(options, "the choice is read", () => document.querySelector<HTMLInputElement>("[name=profile][value='ssl-labs-2009r']")?.checked);
      await options.click("[name=profile][value='mozilla-modern-6.0']");
      // A key of RSA is none that the modern profile knows.
      assert.equal(await untilShown(popup, "the chosen profile is shown", () => document.querySelector("[data-testid=chosen-profile][data-profile='mozilla-modern-6.0']")?.getAttribute("data-verdict")), "fail");
      await options.close();
      const again = await openAddonPage(firefox, "options/options.html", { width: 800, height: 800 });
      await untilShown(again, "the choice is kept", () => document.querySelector<HTMLInputElement>("[name=profile][value='mozilla-modern-6.0']")?.checked);
      assert.deepEqual(await accessibilityProblems(again), []);
      await again.click("[name=profile][value='ssl-labs-2009r']");
      await popup.bringToFront();
      await untilShown(popup, "the grade stands alone again", () => document.querySelector("[data-testid=chosen-profile]") === null);
      await again.close();
    });
  });
});

describe("in other circumstances", () => {
  test("in the dark axe-core finds nothing either, and a page from before the add-on says that it is not known", async () => {
    const dark = await launchFirefox({ lab, preferences: { "ui.systemUsesDarkTheme": 1 } });
    try {
      const early = await dark.browser.newPage();
      await early.goto(lab.url("tls13-aes128.test"));
      await dark.browser.installExtension(resolve("dist/firefox"));
      const darkControl = await openAddonPage(dark, "options/options.html");
      assert.equal(await darkControl.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches), true);
      assert.deepEqual(await accessibilityProblems(darkControl), []);

      const earlyPopup = await openAddonPage(dark, `popup/popup.html?tabId=${await earlyTabId(darkControl)}`);
      assert.match(await textOf(earlyPopup, ".sentence"), /Nothing known/);
      assert.equal(await textOf(earlyPopup, "h1"), `tls13-aes128.test:${lab.port}`);
      await earlyPopup.click("main .button");
      await untilShown(earlyPopup, "the page was loaded again and has its grade", () => (document.querySelector("[data-testid=grade]")?.getAttribute("data-grade") ?? "") !== "");

      const page = await dark.browser.newPage();
      const tabId = await newestTabId(darkControl);
      await page.goto(lab.url("twenty-hosts.test"));
      const popup = await openAddonPage(dark, `popup/popup.html?tabId=${tabId}`);
      await openAllDisclosures(popup);
      assert.deepEqual(await accessibilityProblems(popup), []);
    } finally {
      await dark.close();
    }
  });

  test("with a background that does not run, says so and offers to try again", async () => {
    const broken = await mkdtemp(join(tmpdir(), "tlscope-broken-"));
    await cp("dist/firefox", broken, { recursive: true });
    await writeFile(join(broken, "background.js"), "throw new Error('The background is broken.');\n");
    const sick = await launchFirefox({ lab, addonDir: broken });
    try {
      const popup = await openAddonPage(sick, "popup/popup.html?tabId=1");
      assert.match(await textOf(popup, ".sentence"), /TLScope does not answer/);
      assert.equal(await textOf(popup, "main .button"), "Try again");
      assert.deepEqual(await accessibilityProblems(popup), []);
      const options = await openAddonPage(sick, "options/options.html");
      await untilShown(options, "the options page says so too", () => Array.from(document.querySelectorAll("[role=alert]")).some((alert) => alert.textContent.includes("does not answer")));
    } finally {
      await sick.close();
      await rm(broken, { recursive: true, force: true });
    }
  });

  test("in a private window shows the page, says that it is not recorded, and exports nothing", async () => {
    await visit(lab.url("tls13-aes128.test"), async ({ popup }) => {
      assert.equal((await popup.$$("[data-testid=export]")).length, 1);
    });
    // No other test visits this host, or loads anything from it.
    const host = "key-p384.test";
    await control.evaluate(async (url) => {
      const { browser: api } = globalThis as unknown as { browser: { windows: { create(options: object): Promise<unknown> } } };
      await api.windows.create({ incognito: true, url });
    }, lab.url(host));
    const tabId = await newestTabId(control);
    const popup = await openAddonPage(firefox, `popup/popup.html?tabId=${tabId}`);
    await untilShown(popup, "the private page has its grade", () => (document.querySelector("[data-testid=grade]")?.getAttribute("data-grade") ?? "") !== "");
    assert.match(await textOf(popup, ".notes"), /Private window/);
    assert.equal((await popup.$$("[data-testid=export]")).length, 0);
    const everything = (await ask(control, "telemetry/export", {})) as Exported;
    assert.ok(everything.observations.length > 0 && everything.observations.every((observation) => observation.host !== host), "nothing of the private window");
    await popup.close();
  });
});

/** The first tab that was opened in this browser at an https address. */
function earlyTabId(control: Page): Promise<number> {
  return control.evaluate(async () => {
    const { browser } = globalThis as unknown as { browser: { tabs: { query(filter: object): Promise<{ id: number }[]> } } };
    const [tab] = await browser.tabs.query({ url: "https://*/*" });
    if (tab === undefined) throw new Error("No tab at an https address.");
    return tab.id;
  });
}

interface Exported {
  format: string;
  observations: { host: string }[];
  certificates: Record<string, string>;
}

/** Waits for a download to be whole. */
async function downloaded(wanted: (name: string) => boolean): Promise<{ name: string; document: Exported }> {
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    const names = await readdir(downloads);
    const name = names.find((candidate) => wanted(candidate) && candidate.endsWith(".json"));
    if (name !== undefined && !names.includes(`${name}.part`)) {
      const text = await readFile(join(downloads, name), "utf8");
      // Firefox reserves the name with an empty file first.
      if (text.endsWith("}\n")) return { name, document: JSON.parse(text) as Exported };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`No such download within 15 s; there are ${(await readdir(downloads)).join(", ")}.`);
}
