import type { Observation } from "../observation.ts";
import { isOwnTraffic } from "./own-traffic.ts";

/** What of a recording is taken. */
export interface Choice {
  /** A host, or a pattern with "*" for any characters: "*.example.com". Absent: all. */
  host?: string;
  /** Milliseconds since the epoch: connections that began earlier, or at a time that is not known, are left out. */
  since?: number;
  /** Those of the browser itself, too. */
  ownTraffic?: boolean;
}

/** Whether a connection is taken; "own": it is the browser's own. */
export function choose({ host, time }: Observation, choice: Choice): "taken" | "left-out" | "own" {
  if (choice.host !== undefined && !matchesHost(host, choice.host.toLowerCase())) return "left-out";
  if (choice.since !== undefined && !(time !== undefined && Date.parse(time) >= choice.since)) return "left-out";
  return choice.ownTraffic !== true && isOwnTraffic(host) ? "own" : "taken";
}

/** Whether the whole host is as the pattern says, "*" standing for any characters. Goes back to the last "*" alone, so that no pattern takes long. */
export function matchesHost(text: string, pattern: string): boolean {
  let [at, place, star, taken] = [0, 0, -1, 0];
  while (at < text.length) {
    if (pattern[place] === "*") {
      star = place++;
      taken = at;
    } else if (pattern[place] === text[at]) {
      place++;
      at++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++taken;
    } else {
      return false;
    }
  }
  return pattern.slice(place).replaceAll("*", "") === "";
}
