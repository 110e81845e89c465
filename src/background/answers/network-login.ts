import type { NetworkLogin } from "../../messages/page.ts";
import type { StoredConnection } from "../pages/connection.ts";
import type { Led } from "../pages/led.ts";

/** So long what failed before counts. Milliseconds. */
const LATELY = 15 * 60_000;
/** Connections that are looked at; those that failed last count. */
const MOST = 50;

export interface LoginTools {
  /** Who a host belongs to. */
  siteOf: (host: string) => string;
  /** Whether the server's certificate was for another name. */
  isWrongName: (connection: StoredConnection) => Promise<boolean>;
  /** Whether a certificate, by its SHA-256, is for a host; undefined where its bytes are gone. */
  isFor: (sha256: string, host: string) => boolean | undefined;
  /** Where pages without TLS were sent on to. */
  led: readonly Led[];
}

/**
 * Whether this network wants a login first, as it is seen by what it answered lately; no address is asked. It does where it answered to
 * more than one site with one certificate, which is for another name, or where it answers so here and led other sites' pages without TLS
 * to one host: that which the certificate is for, or, where nobody tells the certificate, the same for two sites. undefined: nothing of that.
 * A site that was reached since speaks against it; so does, after a page was led away, the page of any other site: sites lead to each other, too.
 */
export async function networkLogin(failed: StoredConnection, session: readonly StoredConnection[], tools: LoginTools): Promise<NetworkLogin | undefined> {
  const { siteOf, isWrongName } = tools;
  if (!(await isWrongName(failed))) return undefined;
  const shown = leafOf(failed);
  const lately = session.filter(({ lastSeen, scheme }) => Math.abs(failed.lastSeen - lastSeen) <= LATELY && scheme !== "http:" && scheme !== "ws:");
  // One certificate of its own that is good somewhere else says nothing of the network; a site that answers as itself does.
  const reached = new Set(lately.filter(({ error, tls, lastSeen }) => error === undefined && tls !== undefined && lastSeen >= failed.lastSeen).map(({ host }) => siteOf(host)));
  if (reached.has(siteOf(failed.host))) return undefined;
  const sites = new Set([siteOf(failed.host)]);
  for (const connection of lately.filter(({ error }) => error !== undefined).slice(-MOST)) {
    const site = siteOf(connection.host);
    if (sites.has(site) || reached.has(site)) continue;
    const other = leafOf(connection);
    if (shown !== undefined && other !== undefined && shown !== other) continue;
    if (await isWrongName(connection)) sites.add(site);
  }
  const pages = lately.filter(({ error, tls, types }) => error === undefined && tls !== undefined && "main_frame" in types);
  const led = tools.led.filter(({ time, to }) => Math.abs(failed.lastSeen - time) <= LATELY && !pages.some(({ host, lastSeen }) => lastSeen > time && siteOf(host) !== siteOf(to)));
  const page = loginPage(led, failed, shown, tools);
  return sites.size > 1 || page !== undefined ? { sites: sites.size, ...(page === undefined ? {} : { page }) } : undefined;
}

/** The host that other sites were led to, where that tells of a login. A site that leads to a name of its own owner's does as sites do. */
function loginPage(led: readonly Led[], failed: StoredConnection, shown: string | undefined, { siteOf, isFor }: Pick<LoginTools, "siteOf" | "isFor">): string | undefined {
  const others = led.filter(({ from, to }) => siteOf(from) !== siteOf(to) && siteOf(from) !== siteOf(failed.host) && siteOf(to) !== siteOf(failed.host));
  return others.findLast(({ to }) => {
    const named = shown === undefined ? undefined : isFor(shown, to);
    return named ?? new Set(others.filter((other) => other.to === to).map(({ from }) => siteOf(from))).size > 1;
  })?.to;
}

function leafOf({ tls }: StoredConnection): string | undefined {
  return tls?.extra?.serverCertificate ?? tls?.sentChain?.[0];
}
