/**
 * Servers that browsers ask by themselves: updates, lists of bad pages, experiments, push messages. Hosts that people visit
 * as well (accounts.google.com) are none of them: what somebody did is never taken for the browser's doing.
 * Source: Chromium's network traffic annotations (tools/traffic_annotation/summary/annotations.xml) and Microsoft's "Allow
 * list for Microsoft Edge endpoints", as of 2026-11-30.
 */
const OWN: ReadonlySet<string> = new Set([
  "update.googleapis.com", "clients1.google.com", "clients2.google.com", "clients3.google.com", "clients4.google.com", "clients5.google.com", "clients6.google.com",
  "clients2.googleusercontent.com", "clientservices.googleapis.com", "optimizationguide-pa.googleapis.com", "safebrowsing.googleapis.com", "safebrowsing.google.com",
  "sb-ssl.google.com", "safebrowsingohttpgateway.googleapis.com", "content-autofill.googleapis.com", "chromesyncpasswords-pa.googleapis.com", "chromewebstore.googleapis.com",
  "redirector.gvt1.com", "edgedl.me.gvt1.com", "dl.google.com", "mtalk.google.com", "android.clients.google.com", "fcm.googleapis.com", "fcmregistrations.googleapis.com", "firebaseinstallations.googleapis.com",
  "translate-pa.googleapis.com", "passwordsleakcheck-pa.googleapis.com", "chromereporting-pa.googleapis.com", "t0.gstatic.com", "t1.gstatic.com", "t2.gstatic.com", "t3.gstatic.com",
  "edge.microsoft.com", "msedge.api.cdp.microsoft.com", "config.edge.skype.com", "edge-consumer-static.azureedge.net", "nav-edge.smartscreen.microsoft.com", "smartscreen.microsoft.com",
  "ntp.msn.com", "arc.msn.com", "go-updater.brave.com", "componentupdater.brave.com", "variations.brave.com", "laptop-updates.brave.com", "update.vivaldi.com", "autoupdate.geo.opera.com",
]);

const OWN_DOMAINS: readonly string[] = [".gvt1.com", ".gvt2.com", ".smartscreen.microsoft.com", ".dl.delivery.mp.microsoft.com"];

/** Whether browsers ask this host by themselves, and people hardly do. */
export function isOwnTraffic(host: string): boolean {
  return OWN.has(host) || OWN_DOMAINS.some((domain) => host.endsWith(domain));
}
