import { notYetValid as certificateNotYetValid } from "../certificate/in-use/not-yet-valid.ts";
import { pathError } from "./path-error.ts";

/** A certificate of the path was not valid yet at the time. */
export const notYetValid = pathError({
  id: "chain/not-yet-valid",
  place: 20,
  citation: { document: "RFC 5280", section: "6.1.3 a 2", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  sameFaultAs: [certificateNotYetValid],
});
