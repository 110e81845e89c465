import type { WholeClient } from "../../src/core/chain/clients/index.ts";
import type { Cell } from "./matrix.ts";

/** Differences between rows and clients that are known, by client and by the chain's features. */
const KNOWN: readonly { clients: readonly WholeClient["id"][]; chain: RegExp; why: string }[] = [
  { clients: ["go", "java"], chain: /name of a kind that does not exist/, why: "our reader refuses the whole list of names where it has a kind that RFC 5280 does not know" },
  { clients: ["java"], chain: /bytes behind the last/, why: "Java reads a certificate and ignores what stands behind it; to our reader it is none" },
  { clients: ["java"], chain: /leaf: underscore/, why: "the program that asked gave Java a name for SNI that Java does not take; it leaves such names out now" },
  { clients: ["java"], chain: /identifier of another key/, why: "Java holds key identifiers against an anchor only where the list is in order" },
  { clients: ["java"], chain: /unknown qualifier/, why: "where nothing else is critical, Java's policy checker refuses the qualifier" },
];

/** Why a cell is wrong, where it is known. */
export function explanationOf({ client, chain }: Pick<Cell, "client" | "chain">): string {
  return KNOWN.find(({ clients, chain: pattern }) => clients.includes(client) && pattern.test(chain))?.why ?? "not looked into";
}
