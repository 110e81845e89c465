import type { Assessment } from "../src/core/assessment.ts";
import { rootsDate } from "../src/core/registry/roots.ts";

const DAY = 86_400_000;

/** A line on the bundled roots and how old they were at the time that was judged for; empty where nothing was made of them. */
export function rootsNote({ chain, time }: Assessment): string {
  if (chain.verdict === "unknown") return "";
  const days = Math.floor((Date.parse(time) - rootsDate) / DAY);
  const age = days >= 0 ? `${days} days before` : `${-days} days after`;
  return `\n  Trusted roots: Mozilla's of ${new Date(rootsDate).toISOString().slice(0, 10)}, ${age} the time judged for.\n`;
}
