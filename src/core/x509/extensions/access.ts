import type { DerReader } from "../der/reader.ts";
import { SEQUENCE } from "../der/tags.ts";
import { readGeneralName, type GeneralName } from "../general-name.ts";
import { readFilledList } from "../list.ts";

/** RFC 5280 4.2.2.1, 4.2.2.2. */
export interface AccessDescription {
  /** OID: see ACCESS_METHOD. */
  readonly method: string;
  readonly location: GeneralName;
}

/** authorityInfoAccess and subjectInfoAccess. */
export function readAccessDescriptions(reader: DerReader, what: string): readonly AccessDescription[] {
  return readFilledList(reader, what, readDescription);
}

function readDescription(reader: DerReader, what: string): AccessDescription {
  const item = reader.open(SEQUENCE, what);
  const method = reader.oid(what);
  const location = readGeneralName(reader, what);
  reader.leave(item, what);
  return { method, location };
}
