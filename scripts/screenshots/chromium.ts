import { join } from "node:path";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { Addon } from "../../browsers/addon.ts";
import { settingsPages } from "./settings-pages.ts";
import type { Lab } from "../../lab/lab.ts";

const HOST = "tls13-aes256.test";
/** Pages that look otherwise in Chromium: there the debugger has to be asked. */
const SETTINGS: readonly string[] = ["options", "first-run"];

/** Pictures of what is other in Chromium: the popup before and after it has asked the debugger, options and first page. Gives the files. */
export async function chromiumPictures(chromium: LaunchedBrowser, lab: Lab, folder: string, scheme: "light" | "dark"): Promise<string[]> {
  const files: string[] = [];
  const file = (picture: string): `${string}.png` => {
    const path = join(folder, `chromium-${picture}-${scheme}.png`) as `${string}.png`;
    files.push(path);
    return path;
  };
  const feature = [{ name: "prefers-color-scheme", value: scheme }];
  const addon = await Addon.connect(chromium);
  const popup = await chromium.browser.newPage();
  await popup.emulateMediaFeatures(feature);
  const tabId = await addon.openTab(lab.url(HOST));
  await addon.settle(tabId);
  await addon.savePopup(tabId, popup, file("unasked"));
  await addon.settleAndInspect(tabId);
  await addon.savePopup(tabId, popup, file("asked"));
  await popup.close();
  await addon.closeTabs([tabId]);
  await settingsPages(chromium, async (picture, page) => {
    if (!SETTINGS.includes(picture)) return;
    await page.emulateMediaFeatures(feature);
    await page.screenshot({ path: file(picture) });
  });
  return files;
}
