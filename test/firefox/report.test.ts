// The report in real Firefox. Needs the built add-on (npm run build).
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import { testReport } from "../support/report-tests.ts";

testReport(async () => {
  const lab = await sharedLab();
  return { lab, launched: await launchFirefox({ lab, addonDir: "dist/firefox" }) };
});
