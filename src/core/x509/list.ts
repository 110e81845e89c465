import { DerError } from "./der/error.ts";
import type { DerReader } from "./der/reader.ts";
import { SEQUENCE } from "./der/tags.ts";
import { MAX_ELEMENTS } from "./general-name.ts";

/** SEQUENCE OF, bounded; `tag`: an implicit one in the place of SEQUENCE. Throws DerError. */
export function readList<Item>(reader: DerReader, what: string, readItem: (reader: DerReader, what: string) => Item, tag = SEQUENCE): Item[] {
  const outer = reader.open(tag, what);
  const items: Item[] = [];
  while (!reader.atEnd) {
    if (items.length === MAX_ELEMENTS) throw new DerError("too-many-elements", reader.position, `${what} has more than ${MAX_ELEMENTS} entries`);
    items.push(readItem(reader, what));
  }
  reader.leave(outer, what);
  return items;
}

/** SEQUENCE SIZE (1..MAX) OF: that there is no entry is a fault. */
export function readFilledList<Item>(reader: DerReader, what: string, readItem: (reader: DerReader, what: string) => Item, tag = SEQUENCE): Item[] {
  const start = reader.position;
  const items = readList(reader, what, readItem, tag);
  if (items.length === 0) reader.fault("sequence-empty", start, `${what} is empty`);
  return items;
}
