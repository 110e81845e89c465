/** Sites as public ones are: each its own key and certificate, of one CA and in a transparency log; some of them bad. */
import { randomBytes } from "node:crypto";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createSecureContext, type SecureContext } from "node:tls";
import { pemText } from "../../lab/pki/pem.ts";
import { identity, selfSigned } from "../../lab/pki/maker.ts";
import { asLab } from "./site.ts";
import { issueLogged, TransparencyLog } from "./transparency-log.ts";
import type { Lab } from "../../lab/lab.ts";

export interface PublicSites {
  url(host: string): string;
  /** The CA's root, which is to be one of the browser's own. */
  rootPem: string;
  /** In the place of the lab, with no root to be added to the browser. */
  lab: Lab;
  stop(): Promise<void>;
}

const DAY = 86_400_000;

export interface PublicSitesOptions {
  hosts: readonly string[];
  /** Of these the certificate has expired. */
  expired?: readonly string[];
  /** To these a network answers that wants a login: with one good certificate, for its own page's name. */
  portal?: { hosts: readonly string[]; name: string };
  /** Who answers in the place of the page. */
  answer?: RequestListener;
}

/** Serves a small page at each host, on one port of loopback. */
export async function startPublicSites({ hosts, expired = [], portal = { hosts: [], name: "" }, answer = answerWithPage }: PublicSitesOptions): Promise<PublicSites> {
  const authority = await identity("Public Trust Root X7");
  const root = await selfSigned(authority);
  const log = new TransparencyLog("A log of our own");
  const contexts = new Map<string, SecureContext>();
  const make = async (name: string, until: number): Promise<SecureContext> => {
    const key = await identity(name);
    const leaf = await issueLogged(key, authority, (tbs, issuerKeyHash) => [log.sct(tbs, issuerKeyHash)], {
      dns: [name], serial: randomBytes(8).toString("hex").replace(/^./, "4"), aia: "http://ca.example.net/ca.cer",
      notBefore: new Date(Date.now() - 30.2 * DAY).toISOString(), notAfter: new Date(Date.now() + until * DAY).toISOString(),
    });
    const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", key.keys.privateKey));
    return createSecureContext({ key: pemText("PRIVATE KEY", pkcs8), cert: pemText("CERTIFICATE", leaf.der) });
  };
  for (const host of [...hosts, ...expired]) contexts.set(host, await make(host, expired.includes(host) ? -5 : 60));
  if (portal.hosts.length > 0) {
    const one = await make(portal.name, 60);
    for (const host of [...portal.hosts, portal.name]) contexts.set(host, one);
  }
  const server = createServer({ SNICallback: (name, done) => done(null, contexts.get(name)) }, answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = (host: string): string => `https://${host}:${String(port)}/`;
  const rootPem = pemText("CERTIFICATE", root.der);
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, rootPem, stop, lab: { ...asLab({ url, plainUrl: url, rootPem, hosts: [...hosts, ...expired], stop }), rootPems: [] } };
}

/** A small page, at any address. */
export const answerWithPage: RequestListener = (_request, response) => {
  response.writeHead(200, { "content-type": "text/html", "strict-transport-security": "max-age=31536000" }).end("<!doctype html><link rel=icon href=data:,><title>site</title>");
};
