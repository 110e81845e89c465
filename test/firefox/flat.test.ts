// What is kept after hundreds of loads, in real Firefox. Needs the built add-on (npm run build).
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import { testFlat } from "../support/flat-tests.ts";

testFlat(async () => {
  const lab = await sharedLab();
  return { lab, launched: await launchFirefox({ lab, addonDir: builtAddon("firefox") }) };
});
