import { foldCase, isDnsName } from "../../core/chain/dns-name.ts";
import { formatServerName, parseServerName } from "../../core/chain/server-name.ts";
import { TrustError } from "./decision-error.ts";

/** Anchors that a person can add, and restrictions; storage and judgements stay quick with as many. */
export const MAX_ADDED = 200;
export const MAX_RESTRICTED = 500;
/** Characters of the person's words. */
export const MAX_WORDS = 500;

/** A host name, an address, "*." and a domain, or "*"; in A-labels and lower case. Throws TrustError. */
export function readPattern(text: string): string {
  const pattern = text.trim();
  if (pattern === "*") return pattern;
  const below = pattern.startsWith("*.");
  const server = parseServerName(below ? pattern.slice(2) : pattern);
  if (server === undefined || (below && server.type !== "dns") || (server.type === "dns" && !isDnsName(server.name))) throw new TrustError("hosts", [text]);
  return foldCase(`${below ? "*." : ""}${formatServerName(server)}`);
}

/** SHA-256 as people copy it: hex of either case, with colons or spaces between. Throws TrustError. */
export function readFingerprint(text: string): string {
  const hex = text.replace(/[\s:]/g, "").toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new TrustError("anchor", [text]);
  return hex;
}
