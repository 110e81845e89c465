// Chains in real Firefox: what the popup shows of every chain case of the lab, with and without what the server sent, and
// the person's choice of trust, which counts at once.
import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { after, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
import { type LabCase, labCases } from "../../lab/index.ts";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { accessibilityProblems, openAllDisclosures } from "../../browsers/accessibility.ts";
import { Addon } from "../../browsers/addon.ts";
import { openAddonPage } from "../../browsers/addon-page.ts";
import { untilShown } from "../../browsers/until.ts";
import type { ChainAssessment } from "../../src/core/assessment.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { mainConnection } from "../support/expect-case.ts";
import { EXPERIMENT_PREFERENCES, launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import { isOldestFirefox } from "../support/oldest-firefox.ts";
import { setViewport } from "../../browsers/viewport.ts";
import type { Lab } from "../../lab/lab.ts";

const HOSTILE = "hostile-text.test";
const RIGHT = "chain-right.test";
const chainCases: readonly LabCase[] = labCases.filter(({ category }) => category === "chain");
const cases = [...chainCases, ...labCases.filter(({ host }) => host === HOSTILE)];
const loading = chainCases.filter(({ expect }) => expect.outcome === "loads");
/** Firefox's preference for prefers-color-scheme: 0 dark, 1 light. */
const SCHEMES = { light: 1, dark: 0 } as const;

const sha256 = (der: Uint8Array): string => createHash("sha256").update(der).digest("hex");

let lab: Lab;
before(async () => {
  lab = await sharedLab({ cases });
});
after(async () => {
  await lab.stop();
});

interface Visit {
  tabId: number;
  chain: ChainAssessment;
}

async function visit(addon: Addon, { host, after: earlier }: LabCase): Promise<Visit> {
  // Firefox remembers an intermediate while a page is open that was shown it.
  if (earlier !== undefined) await addon.settle(await addon.openTab(lab.url(earlier)));
  const tabId = await addon.openTab(lab.url(host));
  const { report } = await addon.settle(tabId);
  assert.ok(report, `The add-on knows nothing of ${host}.`);
  const { assessment } = mainConnection(report);
  assert.ok(assessment, `${host} was not judged.`);
  return { tabId, chain: assessment.chain };
}

/** Certificates of the popup by SHA-256 and role, in their order. */
function shown(popup: Page, selector: string): Promise<(string | null)[][]> {
  return popup.$$eval(selector, (items) => items.map((item) => [item.getAttribute("data-sha256"), item.getAttribute("data-role")]));
}

function caseOf(host: string): LabCase {
  const found = cases.find((labCase) => labCase.host === host);
  assert.ok(found, host);
  return found;
}

/** Nothing is told of what was sent, and the popup says so. */
async function assertBuiltAlone(popup: Page, { host }: LabCase, chain: ChainAssessment): Promise<void> {
  assert.deepEqual([chain.ordered, chain.sent, chain.missing], [null, [], []]);
  assert.match(await popup.$eval("#certificates [data-testid=sent-unknown]", (element) => element.textContent), /not exposed by this browser/);
  assert.equal(await popup.$("[data-testid=chain-picture], [data-testid=chain-remark]"), null);
  const path = lab.expectedPath(host).map(sha256);
  assert.deepEqual(await shown(popup, "[data-testid=certificate]"), path.map((hash, index) => [hash, index === 0 ? "leaf" : index === path.length - 1 ? "anchor" : "intermediate"]));
}

describe("stock Firefox", () => {
  let firefox: LaunchedFirefox;
  let addon: Addon;
  let popup: Page;

  before(async () => {
    firefox = await launchFirefox({ lab, addonDir: builtAddon("firefox") });
    addon = await Addon.connect(firefox);
    popup = await firefox.browser.newPage();
    await setViewport(popup, { width: 400, height: 560 });
  });
  after(async () => {
    await firefox.close();
  });

  for (const labCase of loading) {
    test(`${labCase.host}: what was sent is not exposed, and the built chain stands alone`, async () => {
      const { tabId, chain } = await visit(addon, labCase);
      await addon.popup(tabId, popup);
      await assertBuiltAlone(popup, labCase, chain);
    });
  }

  describe("the person's choice of trust", () => {
    let options: Page;
    let tabId: number;
    const root = (): X509Certificate => new X509Certificate(lab.rootPem);
    const fingerprint = (certificate: X509Certificate): string => certificate.fingerprint256.replaceAll(":", "").toLowerCase();

    before(async () => {
      ({ tabId } = await visit(addon, caseOf(RIGHT)));
      await addon.popup(tabId, popup);
      options = await openAddonPage(firefox, "options/options.html", { width: 800, height: 900 });
      await untilShown(options, "the roots are counted", () => document.querySelector("[data-testid=roots-age]") !== null);
    });

    /** The popup stands open all the time: nothing is loaded again. */
    async function becomes(grade: string, verdict: RegExp): Promise<void> {
      // A page in the background is hardly ever drawn.
      await popup.bringToFront();
      await untilShown(popup, `the open popup shows ${grade}`, (wanted) => document.querySelector("[data-testid=grade]")?.textContent === wanted, grade);
      assert.match(await popup.$eval("#connection", (element) => element.textContent), verdict);
      const { report } = await addon.settle(tabId);
      assert.equal(report?.grade, grade);
      assert.equal((await addon.badge(tabId)).text, grade);
      await options.bringToFront();
    }

    /** Puts text into a field at once: hundreds of single keys take seconds. */
    async function paste(selector: string, text: string): Promise<void> {
      await options.$eval(selector, (field, value) => {
        (field as HTMLInputElement | HTMLTextAreaElement).value = value;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }, text);
    }

    async function refusal(): Promise<string | null> {
      return untilShown(options, "the refusal is there", () => document.querySelector("[data-testid=trust-error]") !== null).then(() => options.$eval("[data-testid=trust-error]", (element) => element.getAttribute("data-code")));
    }

    const entries = (selector: string): Promise<number> => options.$$eval(selector, (items) => items.length);

    test("the age of the bundled roots stands there", async () => {
      assert.match(await options.$eval("[data-testid=roots-age]", (element) => element.textContent), /\d+ roots from Mozilla’s list of \d{4}-\d\d-\d\d, \d+ days? old/);
    });

    test("with Mozilla's roots alone the lab's root does not count, until it is added", async () => {
      await becomes("A+", /Chain\s*valid/);
      await options.click("input[value=mozilla]");
      await becomes("T", /Chain\s*not valid/);
      await paste("[data-testid=anchor-text]", lab.rootPem.slice(0, 200));
      await options.click("[data-testid=add-anchor]");
      assert.equal(await refusal(), "pem");
      await becomes("T", /Chain\s*not valid/);
      await paste("[data-testid=anchor-text]", lab.rootPem);
      await options.click("[data-testid=add-anchor]");
      await becomes("A+", /Chain\s*valid/);
      assert.equal(await entries("[data-testid=trust-error]"), 0);
      const words = await options.$eval("[data-testid=added-anchor]", (element) => element.textContent);
      for (const fact of ["TLScope Lab Root R1", "RSA, 2048 bits", fingerprint(root())]) assert.ok(words.includes(fact), `${fact} in ${words}`);
      await options.click("[data-testid=added-anchor] [data-testid=remove]");
      await becomes("T", /Chain\s*not valid/);
      await options.click("input[value=browser]");
      await becomes("A+", /Chain\s*valid/);
    });

    test("a pattern that must end at another CA makes its hosts invalid, and no others", async () => {
      const restrict = async (hosts: string, hash: string): Promise<void> => {
        for (const [field, value] of [["restriction-hosts", hosts], ["restriction-hash", hash]] as const) {
          await paste(`[data-testid=${field}]`, value);
        }
        await options.click("[data-testid=add-restriction]");
      };
      // What was taken is in the list, and the form is empty for the next.
      const listed = (entries: string): Promise<boolean> => untilShown(options, `${entries} CAs are listed`, (count) =>
        document.querySelectorAll("[data-testid=restriction] [data-testid=remove]").length === Number(count)
        && document.querySelector<HTMLInputElement>("[data-testid=restriction-hosts]")?.value === "", entries);
      await restrict("https://chain", "ab");
      assert.equal(await refusal(), "hosts");
      await restrict("*.elsewhere.test", "ab".repeat(32));
      await listed("1");
      await becomes("A+", /Chain\s*valid/);
      await restrict("*.test", "ab".repeat(32));
      await listed("2");
      await becomes("T", /Chain\s*not valid/);
      assert.ok(await popup.$("[data-rule='chain/restricted-anchor']"));
      await restrict("*.TEST", root().fingerprint256);
      await listed("3");
      await becomes("A+", /Chain\s*valid/);
      assert.equal(await entries("[data-testid=restriction][data-hosts='*.test'] [data-testid=remove]"), 2);
    });

    test("an export is judged by what the browser said, whatever is chosen", async () => {
      await options.click("input[value=mozilla]");
      await becomes("T", /Chain\s*not valid/);
      const document = await addon.ask("telemetry/export", { tabId }) as { observations: { assessment: { rating: { grade: string } } }[] };
      assert.deepEqual(document.observations.map(({ assessment }) => assessment.rating.grade), ["A+"]);
      await options.click("input[value=browser]");
    });

    test("choices outlive the background, and are read again where somebody else wrote them", async () => {
      await options.evaluate(async () => {
        const { storage } = (globalThis as unknown as { browser: { storage: { local: { get(key: string): Promise<{ settings: { trust: object } }>; set(items: object): Promise<void> } } } }).browser;
        const { settings } = await storage.local.get("settings");
        await storage.local.set({ settings: { ...settings, trust: { ...settings.trust, base: "mozilla", restrictions: [] } } });
      });
      await becomes("T", /Chain\s*not valid/);
      await addon.ask("settings/set", { values: { "trust.base": "browser" } });
      await becomes("A+", /Chain\s*valid/);
    });
  });
});

for (const [scheme, preference] of Object.entries(SCHEMES)) {
  describe(`with the experiment, in ${scheme}`, () => {
    let firefox: LaunchedFirefox;
    let addon: Addon;
    let popup: Page;
    /** The oldest Firefox keeps the chain as sent only where it refused it. */
    let oldest: boolean;

    before(async () => {
      firefox = await launchFirefox({ lab, addonDir: builtAddon("firefox-experiment"), preferences: { ...EXPERIMENT_PREFERENCES, "layout.css.prefers-color-scheme.content-override": preference } });
      oldest = await isOldestFirefox(firefox);
      addon = await Addon.connect(firefox);
      popup = await firefox.browser.newPage();
      await setViewport(popup, { width: 400, height: 560 });
      // As a person would who wants to see which of the lab's cross-signatures would do.
      for (const text of lab.rootPems) await addon.ask("trust/change", { change: { kind: "add", text } });
    });
    after(async () => {
      await firefox.close();
    });

    // The roles are the same whatever the colours are.
    // With the experiment Firefox forgets an intermediate at once: what chain-remembered.test then shows is below.
    for (const labCase of scheme === "light" ? loading.filter(({ after: earlier }) => earlier === undefined) : []) {
      test(`${labCase.host}: the picture has every certificate with its role, in the order sent`, async () => {
        const { tabId, chain } = await visit(addon, labCase);
        await addon.popup(tabId, popup);
        if (oldest) {
          await assertBuiltAlone(popup, labCase, chain);
          return;
        }
        const sent = lab.sentChain(labCase.host).map(sha256);
        assert.deepEqual(await shown(popup, ".picture-node.sent"), sent.map((hash, index) => [hash, labCase.expect.roles?.[index]]));
        const path = lab.expectedPath(labCase.host).map(sha256);
        assert.deepEqual((await shown(popup, ".picture-node.built")).map(([hash]) => hash), path);
        assert.equal((await popup.$$(".picture-node.missing")).length, chain.missing.length);
        assert.equal((await popup.$$(".picture-lines line")).length, sent.filter((hash) => path.includes(hash)).length);
        assert.equal(await popup.$("[data-testid=sent-unknown]"), null);
      });
    }

    test("a chain that breaks off shows the issuer that is missing", async () => {
      const { tabId, chain } = await visit(addon, caseOf("chain-remembered.test"));
      assert.equal(chain.verdict, "invalid");
      await addon.popup(tabId, popup);
      assert.match(await popup.$eval(".picture-node.missing", (element) => element.textContent), /TLScope Lab Issuing E1.*not sent, and not known here/);
      assert.match(await popup.$eval("[data-remark=missing]", (element) => element.textContent), /Not sent: .*TLScope Lab Issuing E1.*there is no path to a root/);
    });

    test("lines lead from the middle of one box to the middle of the other", async () => {
      const { tabId } = await visit(addon, caseOf("chain-wrong-order.test"));
      await addon.popup(tabId, popup);
      if (oldest) {
        assert.equal(await popup.$(".picture-lines line"), null);
        return;
      }
      await popup.$eval("#certificates", (section) => ((section as HTMLDetailsElement).open = true));
      const middles = (selector: string): Promise<{ y: number; left: number; right: number }[]> =>
        popup.$$eval(selector, (items) => items.map((item) => item.getBoundingClientRect()).map(({ top, bottom, left, right }) => ({ y: (top + bottom) / 2, left, right })));
      const sent = await middles(".picture-node.sent");
      const built = await middles(".picture-node.built");
      const lines = await popup.$$eval(".picture-lines line", (items) => items.map((line) => {
        const matrix = (line).getScreenCTM() ?? new DOMMatrix();
        const [from, to] = [["x1", "y1"], ["x2", "y2"]].map(([x = "", y = ""]) => new DOMPoint(Number(line.getAttribute(x)), Number(line.getAttribute(y))).matrixTransform(matrix));
        return { from: { x: from?.x, y: from?.y }, to: { x: to?.x, y: to?.y } };
      }));
      const near = (one: number | undefined, other: number | undefined): boolean => one !== undefined && other !== undefined && Math.abs(one - other) < 2;
      // Leaf to leaf, the upper intermediate down, the lower one up.
      for (const [index, target] of [0, 2, 1].entries()) {
        const line = lines[index];
        assert.ok(near(line?.from.y, sent[index]?.y) && near(line?.from.x, sent[index]?.right), JSON.stringify([line, sent[index]]));
        assert.ok(near(line?.to.y, built[target]?.y) && near(line?.to.x, built[target]?.left), JSON.stringify([line, built[target]]));
      }
    });

    for (const host of ["chain-everything.test", "chain-remembered.test", HOSTILE]) {
      test(`${host}: axe-core finds nothing, at 400 and at 200 pixels nothing stands out`, async () => {
        const { tabId } = await visit(addon, caseOf(host));
        await addon.popup(tabId, popup);
        await openAllDisclosures(popup);
        assert.equal(await popup.$("[data-testid=chain-picture]") !== null, !oldest || host === "chain-remembered.test");
        assert.deepEqual(await accessibilityProblems(popup), []);
        for (const width of [400, 200]) {
          await setViewport(popup, { width, height: 560 });
          assert.equal(await popup.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${width} pixels`);
        }
        await setViewport(popup, { width: 400, height: 560 });
      });
    }

    test("the options with a hostile anchor and restrictions: axe-core finds nothing, nothing stands out", async () => {
      const [, hostile] = lab.sentChain(HOSTILE);
      assert.ok(hostile);
      await addon.ask("trust/change", { change: { kind: "add", text: Buffer.from(hostile).toString("base64") } });
      await addon.ask("trust/change", { change: { kind: "restrict", hosts: `*.${"long-label-".repeat(5)}x.corp.example`, anchor: sha256(hostile) } });
      await addon.ask("trust/change", { change: { kind: "restrict", hosts: "other.example", anchor: "ab".repeat(32) } });
      const options = await openAddonPage(firefox, "options/options.html", { width: 800, height: 900 });
      await untilShown(options, "the anchors are listed", () => document.querySelectorAll("[data-testid=added-anchor]").length === 3);
      assert.deepEqual(await accessibilityProblems(options), []);
      assert.doesNotMatch(await options.evaluate(() => document.body.textContent), /[\u202A-\u202E\u2066-\u2069\u200B\u0007]/u);
      for (const width of [800, 320]) {
        await setViewport(options, { width, height: 900 });
        assert.equal(await options.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${width} pixels`);
      }
      await options.close();
    });
  });
}
