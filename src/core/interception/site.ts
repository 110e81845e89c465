import { parseServerName } from "../chain/server-name.ts";

/**
 * Who a host belongs to: the public suffix and the label before it ("shop.example.co.uk" is of "example.co.uk"); an address
 * is a site of its own. `isPublicSuffix` as in registry/public-suffixes.ts.
 */
export function siteOf(host: string, isPublicSuffix: (domain: string) => boolean): string {
  const server = parseServerName(host);
  if (server?.type !== "dns") return host;
  let site = server.name;
  for (let dot = site.indexOf("."); dot >= 0; dot = site.indexOf(".")) {
    const parent = site.slice(dot + 1);
    if (isPublicSuffix(parent)) return site;
    site = parent;
  }
  return server.name;
}
