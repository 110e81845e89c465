import type { RootProgram } from "../registry/shipped-roots.ts";
import type { ListedAnchor, RuleContext } from "../rules/context.ts";
import type { TlsExtra } from "../tls-info.ts";
import type { JudgedSct } from "../transparency/judged-sct.ts";

/** So long a list of shipped roots is sure to be the browser's, in milliseconds. */
export const LISTS_LAST = 365 * 86_400_000;
/** Chromium has roots of its own on every system since then (Windows and macOS 108, Linux and ChromeOS 114, Android 115). */
const OWN_ROOTS_SINCE = 115;
/** A Chromium so many versions older than the list may trust what was taken off since. Four weeks each. */
const VERSIONS_OF_A_LIST = 26;

/** Whose roots a browser of Chromium's kin trusts; a brand that is not here may have roots of its own. */
const PROGRAM_OF_BRAND: Readonly<Record<string, RootProgram>> = {
  "Google Chrome": "chrome", Chromium: "chrome", HeadlessChrome: "chrome", Brave: "chrome", Opera: "chrome", Vivaldi: "chrome", "Microsoft Edge": "microsoft",
};

/** They take Chrome's roots over, and may add to them or take away. */
const MAY_DIFFER: ReadonlySet<string> = new Set(["Brave", "Opera", "Vivaldi"]);

/**
 * Whose the anchor of a chain is that Chromium trusts and Mozilla's program does not have: Chromium says neither, but its roots are
 * known. In none of the lists, somebody added it to this machine. A root that is newer than the lists is told by its logs: none
 * takes what a private CA has signed. undefined where the browser told itself, or nobody knows its roots.
 */
export async function foreignAnchor(
  { chain, anchor, anchorKind, certificateTransparency, time, leaf }: RuleContext, extra: TlsExtra | undefined, judgeTimestamps: () => Promise<readonly JudgedSct[] | undefined>,
): Promise<ListedAnchor | undefined> {
  if (extra?.source !== "chromium" || anchorKind !== undefined || anchor === undefined || chain?.anchor?.source !== "browser" || chain.verdict !== "valid") return undefined;
  const { isShipped, isShippedBy, shippedChromium, shippedDate } = await import("../registry/shipped-roots.ts");
  const program = extra.browser === undefined ? undefined : PROGRAM_OF_BRAND[extra.browser.brand];
  const date = shippedDate(program ?? "chrome");
  const listed = { program: program ?? "chrome", date } as const;
  if (program !== undefined && isShippedBy(program, anchor.sha256)) return { kind: "public", sure: true, ...listed };
  if (certificateTransparency === "policy_compliant") return { kind: "public", sure: true, ...listed };
  const timestamps = await judgeTimestamps() ?? [];
  if (timestamps.some(({ signature }) => signature.verdict === "valid")) return { kind: "public", sure: true, ...listed };
  const version = extra.browser?.version ?? 0;
  // Of logs that nobody here knows. What known logs did not sign for this certificate was copied from another.
  const open = timestamps.length > 0 ? timestamps.some(({ signature }) => signature.verdict === "unknown") : leaf?.read(({ signedCertificateTimestamps = [] }) => signedCertificateTimestamps.length > 0) !== false;
  const sure = program !== undefined && !MAY_DIFFER.has(extra.browser?.brand ?? "") && version >= Math.max(OWN_ROOTS_SINCE, shippedChromium - VERSIONS_OF_A_LIST) && time - Date.parse(date) < LISTS_LAST
    && !isShipped(anchor.sha256) && !open;
  return { kind: "private", sure, ...listed };
}
