import type { WholeClient } from "../../src/core/chain/clients/index.ts";
import type { Cell } from "./matrix.ts";

/** Differences between rows and clients that are known, by client and by the chain's features. */
const KNOWN: readonly { clients: readonly WholeClient["id"][]; chain: RegExp; why: string }[] = [
  { clients: ["java"], chain: /critical policies, unknown qualifier|policies critical, unknown qualifier/i, why: "Java's policy checker refuses a critical qualifier where every certificate of the path has policies; here there is the leaf alone" },
  { clients: ["java"], chain: /0 intermediates.*issuer and serial of another/, why: "Java holds the issuer and serial number of the authority key identifier against an anchor, too" },
  { clients: ["java"], chain: /wildcard.*bad address beside|two common names.*URI that is none/, why: "where one name cannot be read Java passes over all alternative names, and the common name alone counts" },
  { clients: ["java"], chain: /(?=.*CA: (?:name excluded|name not permitted|leading dot before))(?=.*(?:version 1|common name|no names in the list))/, why: "where there are no alternative names Java holds the common name against constraints on DNS names" },
  { clients: ["firefox"], chain: /fail client purpose/, why: "the CA that was sent and an anchor have one issuer, serial number and key; Firefox takes the anchor, which is for clients alone" },
  { clients: ["wget"], chain: /common name/, why: "GnuTLS takes a common name for the host in a certificate for servers alone, and wget does not ask for servers" },
  { clients: ["chromium"], chain: /^chain-fetchable\.test$/, why: "an address of the issuer is named; what Chromium says hangs on what it finds there, here nothing, and the row leaves it open" },
];

/** Why a cell is wrong, where it is known. */
export function explanationOf({ client, chain }: Pick<Cell, "client" | "chain">): string {
  return KNOWN.find(({ clients, chain: pattern }) => clients.includes(client) && pattern.test(chain))?.why ?? "not looked into";
}
