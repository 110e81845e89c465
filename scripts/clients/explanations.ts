import type { WholeClient } from "../../src/core/chain/clients/index.ts";
import type { Cell } from "./matrix.ts";

/** Differences between rows and clients that are known, by client and by the chain's features. */
const KNOWN: readonly { clients: readonly WholeClient["id"][]; chain: RegExp; why: string }[] = [
];

/** Why a cell is wrong, where it is known. */
export function explanationOf({ client, chain }: Pick<Cell, "client" | "chain">): string {
  return KNOWN.find(({ clients, chain: pattern }) => clients.includes(client) && pattern.test(chain))?.why ?? "not looked into";
}
