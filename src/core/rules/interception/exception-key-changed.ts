import { evidenceRule } from "./verdict.ts";

/** A bad certificate was accepted here for another key. */
export const exceptionKeyChanged = evidenceRule({
  id: "interception/exception-key-changed",
  place: 50,
  severity: "error",
  citation: { document: "RFC 4251", section: "4.1", url: "https://www.rfc-editor.org/rfc/rfc4251#section-4.1" },
}, "exception-key-changed");
