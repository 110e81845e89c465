// The export of a long session in real Chromium. Needs the built add-on (npm run build).
import { builtAddon } from "../../browsers/built-addon.ts";
import { stopServiceWorker } from "../../browsers/chromium-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import { startManyHosts } from "../../lab/many-hosts.ts";
import { asLab } from "../support/site.ts";
import { testExport } from "../support/export-tests.ts";

testExport(async () => {
  const many = await startManyHosts(10);
  const launched = await launchChromium({ lab: asLab({ ...many, url: () => many.url, plainUrl: () => many.url }), addonDir: builtAddon("chromium") });
  return { many, launched, stop: (addon) => stopServiceWorker(addon.page) };
}, { sharesThread: false });
