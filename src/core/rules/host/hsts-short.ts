import { HSTS } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { LONG_MAX_AGE } from "./long-max-age.ts";

/** Strict-Transport-Security is remembered for less than 180 days. */
export const hstsShort: Rule<RuleContext> = {
  id: "host/hsts-short",
  place: 30,
  severity: "warning",
  cap: "A-",
  citation: { document: "RFC 6797", section: "11.2", url: "https://www.rfc-editor.org/rfc/rfc6797" },
  fixes: HSTS,
  *check({ plain, hostIsAddress, hsts }) {
    if (plain || hostIsAddress || hsts === null || hsts === undefined) return;
    if (hsts.maxAge < LONG_MAX_AGE) yield { params: [String(hsts.maxAge), String(LONG_MAX_AGE)] };
  },
};
