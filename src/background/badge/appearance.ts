import type { Grade } from "../../core/assessment.ts";
import { visibleText } from "../../core/text/visible-text.ts";
import type { BadgeMode } from "../../settings/settings.ts";
import type { NetworkLogin, PageState } from "../../messages/page.ts";

/** What the toolbar shows of a page. */
export interface BadgeContent {
  state: PageState;
  grade: Grade | null;
  incognito: boolean;
  /** Somebody reads the page's own connection, and the person does not expect it. */
  intercepted?: "known" | "likely" | null;
  /** Whose CA reads the connection, as the person expects: hostile text. */
  expected?: string | undefined;
  /** Why the page did not load: a code of failures, as in `popup_failure_<code>`. */
  failure?: string | undefined;
  /** The network wants a login first. */
  networkLogin?: NetworkLogin | undefined;
  /** ISO 8601: when a host that is refused now was last reached with a good certificate. */
  lastGood?: string | undefined;
  /** The host, for the tooltip; empty where there is none. */
  host: string;
  /** What the badge says of a connection that was observed; the tooltip says all. */
  mode?: BadgeMode | undefined;
  /** "TLS 1.3"; absent where it is not known. */
  version?: string | undefined;
  /** Whole days until the server's certificate ends, negative once it has; absent where that is not known. */
  days?: number | undefined;
}

export interface BadgeAppearance {
  /** Empty: no badge. */
  text: string;
  /** Background; the text on it is white. */
  color: string;
  /** The same in words: a message key of _locales and its substitutions, one for each line. */
  title: [key: string, params: string[]][];
}

// All of one lightness (relative luminance 0.176), so that white on them has a contrast of more than 4.5 (WCAG 2.2,
// 1.4.3) and they stand out from a light and a dark toolbar by more than 3 (1.4.11). The letter says it without the hue.
const GREEN = "#21854b";
const LIME = "#637e12";
const AMBER = "#a06908";
const ORANGE = "#c35210";
const RED = "#d53c37";
const GREY = "#737382";

/** Codes of failures whose reason is told, each with a message of its own. */
const FAILURES_IN_WORDS = /^certificate-(?:untrusted|self-signed|expired|not-yet-valid|name-mismatch|revoked|weak|invalid|pinning|transparency)$|^tls-(?:version|no-common-cipher|handshake)$/;

/** White on all of them. */
export const BADGE_TEXT_COLOR = "#ffffff";

const GRADE_COLORS: Readonly<Record<Grade, string>> = {
  "A+": GREEN, "A": GREEN, "A-": GREEN, "B": LIME, "C": AMBER, "D": ORANGE, "E": ORANGE, "F": RED, "T": RED, "M": RED,
};

/** Every state has a look and words of its own. */
export function badgeAppearance({ state, grade, incognito, intercepted = null, expected, failure, networkLogin, lastGood, host, mode, version, days }: BadgeContent): BadgeAppearance {
  const { text: letter, color: own, key, params } = lookOf(state, grade, host);
  const observed = state === "observed";
  const plain = !observed || mode === undefined || mode === "grade" ? letter : mode === "version" ? shortVersion(version) : shortDays(days);
  const marked = intercepted !== null && (observed || state === "failed");
  // There is room for four characters.
  const text = marked && observed ? `${plain.slice(0, 3)}!` : plain;
  const color = marked ? RED : own;
  // Who reads along comes first, and whose the grade is.
  const title: BadgeAppearance["title"] = marked ? [[`badge_intercepted_${intercepted}`, []], [key, params], ...(grade === null ? [] : [["badge_intercepted_grade", []] as [string, string[]]])] : [[key, params]];
  if (observed && expected !== undefined) title.push(["badge_expected", [visibleText(expected)]]);
  if (state === "failed" && networkLogin !== undefined) title.push(["badge_network_login", []]);
  else if (state === "failed" && failure !== undefined && FAILURES_IN_WORDS.test(failure)) title.push([`popup_failure_${failure.replaceAll("-", "_")}`, []]);
  if (state === "failed" && lastGood !== undefined) title.push(["badge_last_good", [lastGood.slice(0, 10)]]);
  if (observed && version !== undefined) title.push(["badge_version", [version]]);
  if (observed && days !== undefined) title.push(days < 0 ? ["badge_expired", [String(-days)]] : ["badge_expiry", [String(days)]]);
  if (incognito) title.push(["badge_private", []]);
  return { text, color, title };
}

function lookOf(state: PageState, grade: Grade | null, host: string): { text: string; color: string; key: string; params: string[] } {
  switch (state) {
    case "observed":
      return grade === null
        ? { text: "?", color: GREY, key: "badge_ungraded", params: [host] }
        : { text: grade, color: GRADE_COLORS[grade], key: gradeKey(grade), params: [host, grade] };
    case "plain":
      return { text: "http", color: ORANGE, key: "badge_plain", params: [host] };
    case "failed":
      return { text: "!", color: RED, key: "badge_failed", params: [host] };
    case "unknown":
      return { text: "?", color: GREY, key: "badge_unknown", params: [host] };
    case "internal":
      return { text: "", color: GREY, key: "badge_internal", params: [] };
  }
}

/** "TLS 1.3" gives "1.3", "SSL 3.0" gives "SSL3". */
function shortVersion(version = "?"): string {
  return version.replace(/^TLS /, "").replace(/^SSL (\d).*/, "SSL$1").slice(0, 4);
}

function shortDays(days: number | undefined): string {
  return days === undefined ? "?" : days > 999 ? "999+" : days < -99 ? "-99" : `${days}d`;
}

function gradeKey(grade: Grade): string {
  if (grade === "T") return "badge_untrusted";
  return grade === "M" ? "badge_mismatch" : "badge_grade";
}
