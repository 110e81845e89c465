import { assessChain, type ChainInput } from "../assess-chain.ts";
import type { ChainResult } from "../result.ts";
import { BROWSERS } from "./browsers.ts";
import { CHROMIUM } from "./chromium.ts";
import { FIREFOX } from "./firefox.ts";

/** What both browsers accept: along one path, which is almost always so, or each along its own. */
export async function assessForBrowsers(input: ChainInput): Promise<ChainResult> {
  const together = await assessChain({ ...input, rules: BROWSERS });
  if (together.verdict !== "invalid" || together.decidedBy !== "path-validation" || together.path === null || input.anchors === undefined) return together;
  const firefox = await assessChain({ ...input, rules: FIREFOX });
  if (firefox.verdict !== "valid") return together;
  const chromium = await assessChain({ ...input, rules: CHROMIUM });
  return chromium.verdict === "valid" ? firefox : together;
}
