import { pathError } from "./path-error.ts";

/** The serial number is not what RFC 5280 allows. */
export const serialNumber = pathError({
  id: "chain/serial-number",
  place: 200,
  citation: { document: "RFC 5280", section: "4.1.2.2", url: "https://www.rfc-editor.org/rfc/rfc5280" },
});
