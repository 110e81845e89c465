// The upload while somebody reads what passes, in real Firefox; real programs are tried by npm run test:real. Needs the built add-on (npm run build).
import { after, before, describe } from "node:test";
import { findTrustModule } from "../../browsers/built-in-roots.ts";
import { builtAddon } from "../../browsers/built-addon.ts";
import { launchFirefox, type LaunchedFirefox } from "../../browsers/firefox.ts";
import { startInterceptor, type Interceptor } from "../../lab/interceptor.ts";
import type { Heard } from "../support/collector.ts";
import { startPublicSites, type PublicSites } from "../support/public-sites.ts";
import { collectorAmong, uploadBetween } from "../support/upload-between.ts";

// A site that everyone knows: no company's own CA would sign for it.
const HOSTS = ["alpha-lab.com", "beta-lab.com", "en.wikipedia.org"] as const;
const COLLECTOR = "collector-lab.com";

describe("Firefox", { skip: findTrustModule() === undefined ? "p11-kit's trust module is missing (package p11-kit-modules, or P11_KIT_TRUST)" : false }, () => {
  const heard: Heard[] = [];
  let sites: PublicSites;
  let proxy: Interceptor;
  let firefox: LaunchedFirefox;

  before(async () => {
    sites = await startPublicSites({ hosts: [...HOSTS, COLLECTOR], answer: collectorAmong(COLLECTOR, heard) });
    proxy = await startInterceptor({ style: "tunnel", ca: [{ type: "CN", value: "Gateway CA 7" }] });
    const script = `function FindProxyForURL(url, host) { return /-lab[.]com$|[.]wikipedia[.]org$/.test(host) ? "PROXY 127.0.0.1:${String(proxy.port)}" : "DIRECT"; }`;
    firefox = await launchFirefox({
      lab: { ...sites.lab, rootPems: [proxy.rootPem] }, builtInRoots: [sites.rootPem], addonDir: builtAddon("firefox"),
      preferences: {
        // No log that Firefox knows would sign for these; it says so, and refuses nothing.
        "security.pki.certificate_transparency.mode": 1, "extensions.webextOptionalPermissionPrompts": false,
        "network.proxy.type": 2, "network.proxy.autoconfig_url": `data:text/javascript,${encodeURIComponent(script)}`, "network.proxy.allow_hijacking_localhost": true,
      },
    });
  });

  after(async () => {
    await firefox.close();
    await Promise.all([proxy.stop(), sites.stop()]);
  });

  uploadBetween("a CA that bears no known name", () => ({
    launched: firefox, url: (host) => sites.url(host), collector: COLLECTOR, heard, hosts: HOSTS, between: (there) => proxy.setStyle(there ? "key-per-host" : "tunnel"),
  }), { byItself: false });
});
