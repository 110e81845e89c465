import type { View } from "../pages/view.ts";
import type { PageReport, PageState } from "../../messages/page.ts";

/** What can be said of the page's own connection. */
export function stateOf(view: View): PageState {
  if (view.error !== undefined) return "failed";
  const main = view.main;
  if (/^https:/i.test(view.url)) return main?.tls !== undefined ? "observed" : "unknown";
  return stateOfAddress(view.url);
}

/** The same where nothing was seen of the page but its address. */
export function stateOfAddress(url: string | undefined): PageState {
  if (url === undefined) return "internal";
  if (/^https:/i.test(url)) return "unknown";
  return /^http:/i.test(url) ? "plain" : "internal";
}

/** The report of a page that was loaded before anybody looked. */
export function emptyReport(url: string, incognito: boolean): PageReport {
  return { url, state: stateOfAddress(url), grade: null, worstGrade: null, weakest: { active: null, passive: null }, findings: [], connections: [], certificates: {}, omitted: 0, plainRequests: 0, incognito };
}
