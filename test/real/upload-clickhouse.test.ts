// From real browsers straight into a real ClickHouse server, on loopback: npm run test:real
import { after, before, describe } from "node:test";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import { clickHouseProgram } from "../../browsers/clickhouse/program.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { asLab, startSite, type TestSite } from "../support/site.ts";
import { uploadIntoClickHouse } from "../support/upload-clickhouse.ts";

const HOSTS = ["alpha-lab.com", "beta-lab.com", "gamma-lab.com"] as const;
const BROWSERS: readonly [string, (site: TestSite) => Promise<LaunchedBrowser>][] = [
  ["Firefox", (site) => launchFirefox({ lab: asLab(site), addonDir: builtAddon("firefox"), preferences: { "extensions.webextOptionalPermissionPrompts": false } })],
  ["Chromium", (site) => launchChromium({ lab: asLab(site), addonDir: builtAddon("chromium") })],
];

const program = await clickHouseProgram();

for (const [name, launch] of BROWSERS) {
  describe(name, { skip: typeof program === "string" ? program : false }, () => {
    let site: TestSite;
    let launched: LaunchedBrowser;

    before(async () => {
      site = await startSite(HOSTS, (_request, response) => void response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><link rel=icon href=data:,><title>site</title>"));
      launched = await launch(site);
    });

    after(async () => {
      await launched.close();
      await site.stop();
    });

    if (typeof program !== "string") uploadIntoClickHouse(program, () => ({ launched, url: (host) => site.url(host), hosts: HOSTS }));
  });
}
