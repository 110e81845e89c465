// The report in real Chromium. Needs the built add-on (npm run build).
import { startLab } from "../../lab/index.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import { testReport } from "../support/report-tests.ts";

testReport(async () => {
  const lab = await startLab();
  return { lab, launched: await launchChromium({ lab, addonDir: builtAddon("chromium") }) };
});
