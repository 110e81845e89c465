import { CHROMIUM } from "./chromium.ts";
import { FIREFOX } from "./firefox.ts";
import type { ClientRules } from "./rules.ts";

/** What both browsers accept, along one path. */
export const BROWSERS: ClientRules = {
  tolerates: new Set([...FIREFOX.tolerates].filter((breach) => CHROMIUM.tolerates.has(breach))),
  search: "all",
  remembers: true,
  maxIntermediates: Math.min(FIREFOX.maxIntermediates ?? Infinity, CHROMIUM.maxIntermediates ?? Infinity),
  longestFor: (FIREFOX.maxIntermediates ?? Infinity) <= (CHROMIUM.maxIntermediates ?? Infinity) ? "Firefox" : "Chromium",
  countsSelfIssued: true,
  program: "chrome",
};
