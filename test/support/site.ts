/** A small https site for tests that need pages the lab does not have, with a root of its own to trust. */
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import * as x509 from "@peculiar/x509";
import type { Lab } from "../../lab/lab.ts";

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
const KEY = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** Serves all hosts with one handler, over TLS and on a port of its own over plain http. */
export async function startSite(hosts: readonly string[], handler: SiteHandler): Promise<TestSite> {
  x509.cryptoProvider.set(webcrypto as Crypto);
  const rootKeys = await webcrypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
  const notBefore = new Date(Date.now() - DAY);
  const notAfter = new Date(Date.now() + 30 * DAY);
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "01", name: "CN=TLScope test site root", notBefore, notAfter, keys: rootKeys, signingAlgorithm: KEY,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true)],
  });
  const leafKeys = await webcrypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
  const leaf = await x509.X509CertificateGenerator.create({
    serialNumber: "02", subject: `CN=${hosts[0] ?? ""}`, issuer: root.subject, notBefore, notAfter, publicKey: leafKeys.publicKey, signingKey: rootKeys.privateKey, signingAlgorithm: KEY,
    extensions: [new x509.SubjectAlternativeNameExtension(hosts.map((value) => ({ type: "dns" as const, value })))],
  });
  const key = x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", leafKeys.privateKey), "PRIVATE KEY");
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    handler(request, response, site);
  };
  const secure = createSecureServer({ key, cert: leaf.toString("pem") }, answer);
  const plain = createServer(answer);
  await Promise.all([secure, plain].map((server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))));
  const portOf = (server: typeof plain | typeof secure): number => (server.address() as AddressInfo).port;
  const site: TestSite = {
    url: (host) => `https://${host}:${portOf(secure)}/`,
    plainUrl: (host) => `http://${host}:${portOf(plain)}/`,
    rootPem: root.toString("pem"),
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
