import { createServer } from "node:http";
import type { Server } from "node:http";
import type { LabCase } from "../case.ts";
import { answer, type LabSite } from "../pages/site.ts";
import { respondWith } from "./respond.ts";
import type { Reply } from "../pages/reply.ts";

/** The lab's plain port: pages of plain hosts, certificates of authorities by URL, and redirects to https for all else. */
export function createPlainServer(site: LabSite, authorityFile: (path: string) => Uint8Array | undefined): Server {
  const cases = new Map<string, LabCase>(site.cases.map((labCase) => [labCase.host, labCase]));
  return createServer((request, response) => {
    const host = (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
    respondWith((target) => plainReply(cases.get(host), target, site, authorityFile(target)))(request, response);
  });
}

function plainReply(labCase: LabCase | undefined, target: string, site: LabSite, authorityFile: Uint8Array | undefined): Reply {
  // RFC 5280 4.2.2.1: DER, as application/pkix-cert.
  if (authorityFile !== undefined) return { status: 200, headers: { "content-type": "application/pkix-cert" }, body: authorityFile };
  if (labCase === undefined) return { status: 404, headers: { "content-type": "text/plain; charset=utf-8" }, body: "The lab has no such host.\n" };
  if (labCase.server.kind === "plain") return answer(labCase, target, site);
  const location = site.addresses.url(labCase.host) + target.replace(/^\/+/, "");
  return { status: 301, headers: { location, "cache-control": "no-store" }, body: "" };
}
