import type { StoredConnection } from "../pages/connection.ts";

/** So long what failed before counts. Milliseconds. */
const LATELY = 15 * 60_000;
/** Connections that are looked at; those that failed last count. */
const MOST = 50;

export interface LoginTools {
  /** Who a host belongs to. */
  siteOf: (host: string) => string;
  /** Whether the server's certificate was for another name. */
  isWrongName: (connection: StoredConnection) => Promise<boolean>;
}

/**
 * To how many sites this network answered lately with one certificate, which is for another name, where that is more than one: as
 * networks do that want a login first. No address is asked. undefined: nothing of that. Where the browser does not tell the certificate,
 * the wrong name alone counts; a site that was reached since speaks against it.
 */
export async function networkLogin(failed: StoredConnection, session: readonly StoredConnection[], { siteOf, isWrongName }: LoginTools): Promise<number | undefined> {
  if (!(await isWrongName(failed))) return undefined;
  const shown = leafOf(failed);
  const lately = session.filter(({ lastSeen, scheme }) => Math.abs(failed.lastSeen - lastSeen) <= LATELY && scheme !== "http:" && scheme !== "ws:");
  // One certificate of its own that is good somewhere else says nothing of the network; a site that answers as itself does.
  const reached = new Set(lately.filter(({ error, tls, lastSeen }) => error === undefined && tls !== undefined && lastSeen >= failed.lastSeen).map(({ host }) => siteOf(host)));
  const sites = new Set([siteOf(failed.host)]);
  for (const connection of lately.filter(({ error }) => error !== undefined).slice(-MOST)) {
    const site = siteOf(connection.host);
    if (sites.has(site) || reached.has(site)) continue;
    const other = leafOf(connection);
    if (shown !== undefined && other !== undefined && shown !== other) continue;
    if (await isWrongName(connection)) sites.add(site);
  }
  return sites.size > 1 && !reached.has(siteOf(failed.host)) ? sites.size : undefined;
}

function leafOf({ tls }: StoredConnection): string | undefined {
  return tls?.extra?.serverCertificate ?? tls?.sentChain?.[0];
}
