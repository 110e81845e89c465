import { AnchorList } from "../../src/core/chain/anchor-set.ts";
import { assessForBrowsers } from "../../src/core/chain/clients/for-browsers.ts";
import type { WholeClient } from "../../src/core/chain/clients/index.ts";
import { clientRows } from "../../src/core/chain/clients/rows.ts";
import { SignatureVerifier } from "../../src/core/chain/signature.ts";
import type { PresentedCertificate } from "../../src/core/chain/presented.ts";

/** What a client said of a chain, and what was foretold. */
export interface Cell {
  client: WholeClient["id"];
  chain: string;
  /** "": it accepted. */
  said: string;
  foretold: "accepts" | "refuses" | "unknown";
  /** Why it was to refuse. */
  reasons: readonly string[];
}

export interface JudgedChain {
  id: string;
  cells: readonly Cell[];
  /** What the default verdict says: valid where both browsers accept. */
  browsers: "valid" | "invalid" | "unknown";
  /** Whether the suite accepts it that it is from. */
  expected?: boolean;
}

export interface ClientQuestion {
  id: string;
  host: string;
  sent: readonly PresentedCertificate[];
  /** What each client said. */
  said: Partial<Record<WholeClient["id"], string>>;
  expected?: boolean;
}

const verifier = new SignatureVerifier();
const NO_DATES = { apple: "", android: "", microsoft: "" };

/** Foretells what each client says. `time`: milliseconds since the epoch; `firefox`: which one was asked, as it names itself. */
export async function judgeChains(questions: readonly ClientQuestion[], anchors: AnchorList, time: number, firefox?: string): Promise<JudgedChain[]> {
  const judged: JudgedChain[] = [];
  for (const { id, host, sent, said, expected } of questions) {
    const input = { host, time, sent, anchors, verifier, ocspStapled: false };
    const rows = await clientRows(input, true, NO_DATES, firefox);
    const cells = rows.flatMap(({ client, verdict, reasons }): Cell[] => {
      if (client === "apple" || client === "android" || client === "microsoft") return [];
      const word = said[client];
      return word === undefined ? [] : [{ client, chain: id, said: word, foretold: verdict, reasons: reasons.map(({ rule, params }) => `${rule} ${params.join(" ")}`) }];
    });
    judged.push({ id, cells, browsers: (await assessForBrowsers(input)).verdict, ...expected === undefined ? {} : { expected } });
  }
  return judged;
}

export const isRight = ({ said, foretold }: Cell): boolean => (said === "" ? "accepts" : "refuses") === foretold;

/** Whether the clients that were asked differ. */
export function isDisputed({ cells }: JudgedChain): boolean {
  return new Set(cells.map(({ said }) => said === "")).size > 1;
}

/** A row or the default verdict that says "accepts" where both browsers refuse. */
export function acceptedByNobody(chains: readonly JudgedChain[]): JudgedChain[] {
  return chains.filter(({ cells, browsers }) => {
    const of = cells.filter(({ client }) => client === "firefox" || client === "chromium");
    return of.length === 2 && of.every(({ said }) => said !== "") && (browsers === "valid" || of.some(({ foretold }) => foretold === "accepts"));
  });
}

/** Chains of which the suite says otherwise than the default verdict, and whether a browser says the same as the verdict. */
export function differingFromSuite(chains: readonly JudgedChain[]): { id: string; shared: boolean }[] {
  return chains.filter(({ browsers, expected }) => expected !== undefined && expected !== (browsers === "valid")).map(({ id, browsers, cells }) => ({
    id, shared: cells.some(({ client, said }) => (client === "firefox" || client === "chromium") && (said === "") === (browsers === "valid")),
  }));
}

export interface Score {
  client: WholeClient["id"];
  cells: number;
  right: number;
  disputed: number;
  disputedRight: number;
}

export function scoresOf(chains: readonly JudgedChain[]): Score[] {
  const scores = new Map<WholeClient["id"], Score>();
  for (const chain of chains) {
    const disputed = isDisputed(chain);
    for (const cell of chain.cells) {
      const score = scores.get(cell.client) ?? { client: cell.client, cells: 0, right: 0, disputed: 0, disputedRight: 0 };
      scores.set(cell.client, score);
      const right = isRight(cell) ? 1 : 0;
      score.cells++;
      score.right += right;
      if (!disputed) continue;
      score.disputed++;
      score.disputedRight += right;
    }
  }
  return [...scores.values()];
}
