import { unreadable as certificateUnreadable } from "../certificate/in-use/unreadable.ts";
import { pathError } from "./path-error.ts";

/** A certificate of the path, or a part of it, cannot be read. */
export const malformed = pathError({
  id: "chain/malformed",
  place: 270,
  citation: { document: "RFC 5280", section: "4.1", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  sameFaultAs: [certificateUnreadable],
});
