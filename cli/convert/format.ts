import { csv } from "./format/csv.ts";
import { ecs } from "./format/ecs.ts";
import { har } from "./format/har.ts";
import { ndjson } from "./format/ndjson.ts";
import { parquet } from "./format/parquet.ts";
import { pem } from "./format/pem.ts";
import { zeek } from "./format/zeek.ts";
import type { RowWriter } from "./row-writer.ts";
import type { Sink } from "./sink.ts";

interface FormatKind {
  /** Whether judgements are written: what has none is judged then. */
  judges: boolean;
  /** No text for a terminal. */
  binary?: true;
  begin(sink: Sink): Promise<RowWriter>;
}

/** Every format, by the name that a person gives: a line each. */
const KINDS = {
  ndjson: { judges: true, begin: ndjson },
  csv: { judges: true, begin: csv },
  parquet: { judges: true, binary: true, begin: parquet },
  pem: { judges: false, begin: pem },
  ecs: { judges: true, begin: ecs },
  zeek: { judges: true, begin: zeek },
  har: { judges: true, begin: har },
} as const satisfies Readonly<Record<string, FormatKind>>;

export type FormatName = keyof typeof KINDS;

export const FORMATS = Object.keys(KINDS) as readonly FormatName[];

export function formatKind(name: FormatName): FormatKind {
  return KINDS[name];
}
