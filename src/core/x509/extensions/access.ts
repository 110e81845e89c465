import { DerError } from "../der/error.ts";
import type { DerReader } from "../der/reader.ts";
import { SEQUENCE } from "../der/tags.ts";
import { MAX_ELEMENTS, readGeneralName, type GeneralName } from "../general-name.ts";

/** RFC 5280 4.2.2.1, 4.2.2.2. */
export interface AccessDescription {
  /** OID: see ACCESS_METHOD. */
  readonly method: string;
  readonly location: GeneralName;
}

/** authorityInfoAccess and subjectInfoAccess. */
export function readAccessDescriptions(reader: DerReader, what: string): readonly AccessDescription[] {
  const outer = reader.open(SEQUENCE, what);
  if (reader.atEnd) reader.fault("sequence-empty", reader.start, `${what} is empty`);
  const descriptions: AccessDescription[] = [];
  while (!reader.atEnd) {
    if (descriptions.length === MAX_ELEMENTS) throw new DerError("too-many-elements", reader.position, `${what} has more than ${MAX_ELEMENTS} entries`);
    const item = reader.open(SEQUENCE, what);
    const method = reader.oid(what);
    const location = readGeneralName(reader, what);
    reader.leave(item, what);
    descriptions.push({ method, location });
  }
  reader.leave(outer, what);
  return descriptions;
}
