// The export of a long session in real Firefox. Needs the built add-on with a background that is unloaded (npm run build -- --event-page).
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import { startManyHosts } from "../../lab/many-hosts.ts";
import { asLab } from "../support/site.ts";
import { testExport } from "../support/export-tests.ts";

testExport(async () => {
  const many = await startManyHosts(10);
  const preferences = { "privacy.reduceTimerPrecision": false, "extensions.background.idle.timeout": 8000 };
  const launched = await launchFirefox({ lab: asLab({ ...many, url: () => many.url, plainUrl: () => many.url }), addonDir: builtAddon("firefox-event-page"), preferences });
  return { many, launched, stop: (addon) => addon.backgroundUnloaded() };
}, { sharesThread: true });
