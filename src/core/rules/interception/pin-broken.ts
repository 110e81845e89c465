import { evidenceRule } from "./verdict.ts";

/** The chain has not what the person pinned for the host. */
export const pinBroken = evidenceRule({
  id: "interception/pin-broken",
  place: 40,
  severity: "error",
  citation: { document: "RFC 7469", section: "2.6", url: "https://www.rfc-editor.org/rfc/rfc7469#section-2.6" },
}, "pin-broken");
