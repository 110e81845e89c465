// The export of a long session in real Firefox. Needs the built add-on (npm run build).
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import { startManyHosts } from "../../lab/many-hosts.ts";
import { asLab } from "../support/site.ts";
import { testExport } from "../support/export-tests.ts";

testExport(async () => {
  const many = await startManyHosts(1000);
  return { many, launched: await launchFirefox({ lab: asLab({ ...many, url: () => many.url, plainUrl: () => many.url }), addonDir: builtAddon("firefox"), preferences: { "privacy.reduceTimerPrecision": false } }) };
}, { sharesThread: true });
