/** A small https site for tests that need pages the lab does not have, with a root of its own to trust. */
import { webcrypto } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Lab } from "../../lab/lab.ts";
import { identity, issue, selfSigned } from "../../lab/pki/maker.ts";
import { pemText } from "../../lab/pki/pem.ts";

export type SiteHandler = (request: IncomingMessage, response: ServerResponse, site: TestSite) => void;

export interface TestSite {
  /** "https://<host>:<port>/" */
  url(host: string): string;
  plainUrl(host: string): string;
  rootPem: string;
  hosts: readonly string[];
  stop(): Promise<void>;
}

const DAY = 86_400_000;

/** Serves all hosts with one handler, over TLS and on a port of its own over plain http. */
export async function startSite(hosts: readonly string[], handler: SiteHandler): Promise<TestSite> {
  const validity = { notBefore: new Date(Date.now() - DAY).toISOString(), notAfter: new Date(Date.now() + 30 * DAY).toISOString() };
  const authority = await identity("TLScope test site root");
  const server = await identity(hosts[0] ?? "");
  const root = await selfSigned(authority, validity);
  const leaf = await issue(server, authority, { ...validity, dns: [...hosts] });
  const key = pemText("PRIVATE KEY", new Uint8Array(await webcrypto.subtle.exportKey("pkcs8", server.keys.privateKey)));
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    handler(request, response, site);
  };
  const secure = createSecureServer({ key, cert: pemText("CERTIFICATE", leaf.der) }, answer);
  const plain = createServer(answer);
  await Promise.all([secure, plain].map((server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))));
  const portOf = (server: typeof plain | typeof secure): number => (server.address() as AddressInfo).port;
  const site: TestSite = {
    url: (host) => `https://${host}:${portOf(secure)}/`,
    plainUrl: (host) => `http://${host}:${portOf(plain)}/`,
    rootPem: pemText("CERTIFICATE", root.der),
    hosts,
    stop: async () => {
      for (const server of [secure, plain]) server.closeAllConnections();
      await Promise.all([secure, plain].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
  return site;
}

/** The site in the place of the lab, or beside it, for launchFirefox. */
export function asLab(site: TestSite, lab?: Lab): Lab {
  return {
    port: 0, plainPort: 0, rootPem: site.rootPem, roots: [],
    sentChain: () => [], expectedPath: () => [], stop: () => Promise.resolve(), url: (host) => site.url(host),
    ...lab,
    cases: lab?.cases ?? [],
    hosts: [...site.hosts, ...(lab?.hosts ?? [])],
    rootPems: [site.rootPem, ...(lab?.rootPems ?? [])],
  };
}
