import { evidenceRule } from "./verdict.ts";

/** A host without a public certificate shows another key than before. */
export const deviceKeyChanged = evidenceRule({
  id: "interception/device-key-changed",
  place: 60,
  severity: "warning",
  citation: { document: "RFC 4251", section: "4.1", url: "https://www.rfc-editor.org/rfc/rfc4251#section-4.1" },
}, "device-key-changed");
