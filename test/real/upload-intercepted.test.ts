// The upload while a real program reads what passes, in Firefox: npm run test:real
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { findTrustModule } from "../../browsers/built-in-roots.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox } from "../../browsers/firefox.ts";
import { startFront, type Front } from "../../browsers/interceptors/front.ts";
import type { InterceptorProgram, RunningInterceptor } from "../../browsers/interceptors/interceptor.ts";
import { INTERCEPTOR_PROGRAMS } from "../../browsers/interceptors/index.ts";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { makePassableFolder } from "../../browsers/process/passable-folder.ts";
import type { Heard } from "../support/collector.ts";
import { startPublicSites, type PublicSites } from "../support/public-sites.ts";
import { collectorAmong, uploadBetween } from "../support/upload-between.ts";

const HOSTS = ["alpha-garden.com", "beta-harbour.net", "en.wikipedia.org"] as const;
const COLLECTOR = "collector-fleet.com";

/** Firefox whose every connection goes to the sites, or to a program in the middle. */
interface Bed {
  launched: LaunchedBrowser;
  sites: PublicSites;
  front: Front;
  program: RunningInterceptor;
  /** The product's name; null: its CA is called as its owner likes. */
  label: string | null;
  stop: () => Promise<void>;
}

async function startBed(wanted: InterceptorProgram, heard: Heard[]): Promise<Bed> {
  const start = await wanted.get();
  const sites = await startPublicSites({ hosts: [...HOSTS, COLLECTOR], answer: collectorAmong(COLLECTOR, heard) });
  const originPort = Number(new URL(sites.url(COLLECTOR)).port);
  const [upstream, front] = await Promise.all([startFront(originPort), startFront(originPort)]);
  const folder = makePassableFolder("tlscope-upload-between-");
  const program = await start({ folder: await mkdtemp(join(folder, "program-")), upstreamProxy: upstream.port, originPort });
  const launched = await launchFirefox({
    lab: { ...sites.lab, hosts: [], rootPems: [program.rootPem] }, builtInRoots: [sites.rootPem], addonDir: builtAddon("firefox"),
    preferences: {
      // No log that Firefox knows would sign for these; it says so, and refuses nothing.
      "security.pki.certificate_transparency.mode": 1, "extensions.webextOptionalPermissionPrompts": false,
      "network.proxy.type": 1, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": front.port,
    },
  });
  const stop = async (): Promise<void> => {
    await launched.close();
    await program.stop();
    await Promise.all([front.stop(), upstream.stop(), sites.stop(), rm(folder, { recursive: true, force: true })]);
  };
  return { launched, sites, front, program, label: wanted.label, stop };
}

for (const name of ["mitmproxy", "mockttp", "http-mitm-proxy"]) {
  const missing = findTrustModule() === undefined ? "p11-kit's trust module is missing (package p11-kit-modules, or P11_KIT_TRUST)" : false;
  describe(`Firefox, ${name}`, { skip: missing }, () => {
    const heard: Heard[] = [];
    let bed: Bed;

    before(async () => {
      const program = INTERCEPTOR_PROGRAMS.find((each) => each.name === name);
      assert.ok(program);
      bed = await startBed(program, heard);
    });

    after(() => bed.stop());

    uploadBetween(name, () => ({
      launched: bed.launched, url: (host) => `https://${host}/`, collector: COLLECTOR, heard, hosts: HOSTS,
      ...(bed.label === null ? {} : { label: bed.label }), between: (there) => bed.front.leadTo(there ? bed.program : { takes: "origin" }),
    }), { byItself: name === "mitmproxy" });
  });
}
