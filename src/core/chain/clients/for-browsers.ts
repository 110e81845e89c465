import { assessChain, type ChainInput } from "../assess-chain.ts";
import type { ChainErrorRule } from "../fault.ts";
import type { ChainResult } from "../result.ts";
import { BROWSERS } from "./browsers.ts";
import { CHROMIUM } from "./chromium.ts";
import { FIREFOX } from "./firefox.ts";

/** What a browser that refuses it refuses along every path. */
const OF_THE_LEAF: ReadonlySet<string> = new Set<ChainErrorRule>(["chain/expired", "chain/not-yet-valid", "chain/name-mismatch", "chain/ca-as-leaf", "chain/leaf-not-first"]);

/** What both browsers accept: along one path, which is almost always so, or each along its own. */
export async function assessForBrowsers(input: ChainInput): Promise<ChainResult> {
  const together = await assessChain({ ...input, rules: BROWSERS });
  if (together.verdict !== "invalid" || together.decidedBy !== "path-validation" || together.path === null || input.anchors === undefined) return together;
  if (together.errors.some(({ rule, certificate }) => certificate === together.path?.[0] && OF_THE_LEAF.has(rule))) return together;
  const firefox = await assessChain({ ...input, rules: FIREFOX });
  if (firefox.verdict !== "valid") return together;
  const chromium = await assessChain({ ...input, rules: CHROMIUM });
  return chromium.verdict === "valid" ? firefox : together;
}
