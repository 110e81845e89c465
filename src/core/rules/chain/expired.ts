import { expired as certificateExpired } from "../certificate/in-use/expired.ts";
import { pathError } from "./path-error.ts";

/** A certificate of the path was no longer valid at the time. */
export const expired = pathError({
  id: "chain/expired",
  place: 10,
  citation: { document: "RFC 5280", section: "6.1.3 a 2", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  sameFaultAs: [certificateExpired],
});
