/** A page that loads one image from each of many hosts: more of them than the lab has, all behind one server. */
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { defineCase, goodExpectation } from "./cases/base.ts";
import { makePki } from "./pki/index.ts";
import { pemText } from "./pki/pem.ts";

export interface ManyHosts {
  /** Address of the page with one image of every host. */
  url: string;
  /** Address of the same page without images, to which a test adds them. */
  emptyUrl: string;
  /** Address of a host's image. */
  image(host: string): string;
  /** Every host name, the page's own first; all must lead to 127.0.0.1. */
  hosts: readonly string[];
  /** PEM of the root to trust. */
  rootPem: string;
  stop(): Promise<void>;
}

const IMAGE = `<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>`;

/** @param count number of hosts, the page's own included */
export async function startManyHosts(count: number): Promise<ManyHosts> {
  const own = "page.many.test";
  const hosts = [own, ...Array.from({ length: count - 1 }, (_, index) => `host-${String(index + 1).padStart(4, "0")}.many.test`)];
  const labCase = defineCase({ host: own, category: "bench", title: "Many hosts", description: "One image from each.", certificate: { names: ["*.many.test"] }, expect: goodExpectation });
  const pki = await makePki({ cases: [labCase], now: Date.now(), caIssuersOrigin: "http://aia.test" });
  const server = createServer(
    {
      key: pemText("PRIVATE KEY", pki.key(own).pkcs8),
      cert: labCase.chain.map((reference) => pemText("CERTIFICATE", pki.certificate(own, reference))).join(""),
    },
    (request, response) => {
      const images = request.url === "/" ? hosts.map((host) => `<img alt="" src="${image(host)}">`) : [];
      const page = images.length > 0 || request.url === "/empty";
      response.writeHead(200, { "content-type": page ? "text/html" : "image/svg+xml", "cache-control": "no-store", connection: "close" });
      response.end(page ? `<!doctype html><title>Many hosts</title>${images.join("")}` : IMAGE);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const image = (host: string): string => `https://${host}:${port}/image.svg`;
  return {
    emptyUrl: `https://${own}:${port}/empty`,
    image,
    url: `https://${own}:${port}/`,
    hosts,
    rootPem: pemText("CERTIFICATE", pki.authority("root")),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
