/**
 * What a response can do to the page that asked for it. `active`: it becomes part of what the page is or does, so whoever changes it
 * changes the page. `passive`: it is only shown or played, or nothing of it comes back.
 */
export type ResourceWeight = "active" | "passive";

// webRequest's resource types (Firefox's and Chromium's). Images, audio and video are the "optionally blockable" content of
// W3C Mixed Content (2 October 2023) section 3.1; to pings, beacons and reports the page gets no answer, and a connection made in
// advance carries nothing. All else is blockable there, and active here: whatever is not known is.
const PASSIVE: ReadonlySet<string> = new Set(["image", "imageset", "media", "ping", "beacon", "csp_report", "speculative"]);

/** The weight of a webRequest resource type ("script", "image", ...). */
export function weightOfResource(type: string): ResourceWeight {
  return PASSIVE.has(type) ? "passive" : "active";
}
