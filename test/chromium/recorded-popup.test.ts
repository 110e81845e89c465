// The add-on in a Chromium that `tlscope record` records: its popup shows what was sent, as recorded.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { builtAddon } from "../../browsers/built-addon.ts";
import { trustRoots } from "../../browsers/nss.ts";
import { chromiumArguments } from "../../lab/index.ts";
import type { Lab } from "../../lab/lab.ts";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { permittedAddon } from "../support/permitted-addon.ts";
import { recordedBrowser, sentByLab, shownAsRecorded, testNothingExported, testShownChains, type RecordedBrowser } from "../support/recorded-browser.ts";

describe("the popup in a Chromium that is recorded", { concurrency: false }, () => {
  const home = mkdtempSync(join(tmpdir(), "tlscope-rec-"));
  let lab: Lab;
  let recorded: RecordedBrowser;

  before(async () => {
    lab = await sharedLab();
    const folder = permittedAddon(builtAddon("chromium"), join(home, "add-on"));
    await trustRoots(join(home, ".pki", "nssdb"), lab.rootPems);
    const id = idOf(folder);
    recorded = await recordedBrowser({
      browser: "chromium", home, companion: ["--browser", "chromium", "--extension-id", id], origin: `chrome-extension://${id}`,
      args: [
        "--", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0",
        `--load-extension=${folder}`, "--disable-features=DisableLoadExtensionCommandLineSwitch", ...chromiumArguments(lab),
      ],
    });
  });

  after(async () => {
    await recorded.launched.close();
    await lab.stop();
    rmSync(home, { recursive: true, force: true });
  });

  // Nobody tells this add-on a certificate of the connection.
  testShownChains(() => ({ lab, recorded }), { of: "host", words: /^As recorded by “tlscope record” at \d+:\d\d:\d\d/ });

  test("shows what was sent of a page that the browser let fail", { timeout: 120_000 }, async () => {
    const host = "chain-no-intermediate.test";
    assert.deepEqual((await shownAsRecorded(recorded.addon, lab.url(host))).sent, sentByLab(lab, host, ["leaf"]));
  });

  testNothingExported(() => ({ recorded }));

  test("is told nothing once the recording is over, of which nothing is left", { timeout: 60_000 }, async () => {
    assert.deepEqual(readdirSync(join(home, "data", "tlscope", "recordings")).length, 1);
    await recorded.stop();
    assert.deepEqual(readdirSync(join(home, "data", "tlscope", "recordings")), []);
    assert.ok(!existsSync(recorded.profile));
  });
});

/** The id of an unpacked extension: the SHA-256 of its path in the letters a to p. */
function idOf(folder: string): string {
  return createHash("sha256").update(folder).digest("hex").slice(0, 32).replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}
