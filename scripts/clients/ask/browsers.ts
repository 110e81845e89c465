import { findTrustModule } from "../../../browsers/built-in-roots.ts";
import { findChromium, launchChromium } from "../../../browsers/chromium.ts";
import { findFirefox, launchFirefox } from "../../../browsers/firefox.ts";
import type { Lab } from "../../../lab/lab.ts";
import { NotRun, type OpenClient, type WhoIsThere } from "./client.ts";
import { chromiumErrorName, visitAll } from "./visit.ts";

/** What a launched browser must know of servers that are no lab: whom to trust and where the hosts are. */
function asLab({ hosts, rootPems }: WhoIsThere): Lab {
  return { rootPems: [...rootPems], hosts: [...hosts], cases: [] } as unknown as Lab;
}

/** One Firefox for all that is asked. @throws NotRun where there is none. */
export async function openFirefox(reachable: WhoIsThere): Promise<OpenClient> {
  if (findFirefox() === undefined) throw new NotRun("Firefox is not here");
  const { builtInPems } = reachable;
  if (builtInPems !== undefined && findTrustModule() === undefined) throw new NotRun("p11-kit's trust module is not here, with which Firefox takes roots for its own");
  const firefox = await launchFirefox({
    lab: asLab(reachable),
    // No log has certificates of such roots.
    ...builtInPems === undefined ? {} : { builtInRoots: builtInPems, preferences: { "security.pki.certificate_transparency.mode": 0 } },
  });
  const version = await firefox.browser.version();
  return {
    ask: async ({ targets }) => ({ id: "firefox", version, answers: await visitAll(firefox.browser, targets) }),
    close: () => firefox.close(),
  };
}

/** One Chromium for all that is asked. @throws NotRun where there is none. */
export async function openChromium({ rootPems }: WhoIsThere): Promise<OpenClient> {
  if (findChromium() === undefined) throw new NotRun("Chromium is not here");
  const chromium = await launchChromium({ lab: asLab({ rootPems, hosts: ["*"] }) });
  const version = await chromium.browser.version();
  return {
    ask: async ({ targets }) => ({ id: "chromium", version, answers: await visitAll(chromium.browser, targets, chromiumErrorName) }),
    close: () => chromium.close(),
  };
}
