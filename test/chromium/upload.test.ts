// The upload in real Chromium, against a real collector. Needs the built add-on (npm run build).
import { after, before } from "node:test";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchChromium } from "../../browsers/chromium.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { asLab, startSite, type TestSite } from "../support/site.ts";
import { uploadWalk } from "../support/upload-walk.ts";

const HOSTS = ["alpha-lab.com", "beta-lab.com", "gamma-lab.com", "delta-lab.com", "epsilon-lab.com", "zeta-lab.com", "eta-lab.com"] as const;

let site: TestSite;
let chromium: LaunchedBrowser;

before(async () => {
  site = await startSite(HOSTS, (_request, response) => void response.writeHead(200, { "content-type": "text/html", "set-cookie": "who=me" }).end("<!doctype html><link rel=icon href=data:,><title>site</title>"));
  chromium = await launchChromium({ addonDir: builtAddon("chromium"), lab: asLab(site) });
});

after(async () => {
  await chromium.close();
  await site.stop();
});

uploadWalk(() => ({ launched: chromium, url: (host) => site.url(host), hosts: HOSTS }));
