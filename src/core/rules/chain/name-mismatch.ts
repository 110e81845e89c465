import { nameMismatch as certificateNameMismatch } from "../certificate/in-use/name-mismatch.ts";
import { pathError } from "./path-error.ts";

/** No subject alternative name of the leaf stands for the host. */
export const nameMismatch = pathError({
  id: "chain/name-mismatch",
  place: 30,
  cap: "M",
  citation: { document: "RFC 9525", section: "6", url: "https://www.rfc-editor.org/rfc/rfc9525" },
  sameFaultAs: [certificateNameMismatch],
});
