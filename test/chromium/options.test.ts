// The options page in real Chromium. Needs the built add-on (npm run build).
import { after, before } from "node:test";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { optionsWalk } from "../support/options-walk.ts";

let chromium: LaunchedBrowser;

before(async () => {
  chromium = await launchChromium({ addonDir: builtAddon("chromium") });
});

after(() => chromium.close());

optionsWalk(() => chromium);
