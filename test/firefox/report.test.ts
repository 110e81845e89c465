// The report in real Firefox. Needs the built add-on (npm run build).
import { startLab } from "../../lab/index.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import { testReport } from "../support/report-tests.ts";

testReport(async () => {
  const lab = await startLab();
  return { lab, launched: await launchFirefox({ lab, addonDir: "dist/firefox" }) };
});
