// The report in real Chromium. Needs the built add-on (npm run build).
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import { testReport } from "../support/report-tests.ts";

testReport(async () => {
  const lab = await sharedLab();
  return { lab, launched: await launchChromium({ lab, addonDir: builtAddon("chromium") }) };
});
