import type { SparseRow } from "../../src/core/fleet/columns.ts";
import type { StoredCertificate } from "../../src/core/x509/certificate-store.ts";
import { csv } from "./format/csv.ts";
import { ecs } from "./format/ecs.ts";
import { har } from "./format/har.ts";
import { ndjson } from "./format/ndjson.ts";
import { parquet } from "./format/parquet.ts";
import { pem } from "./format/pem.ts";
import { zeek } from "./format/zeek.ts";
import type { Sink } from "./sink.ts";

/** Takes certificates and connections one by one and writes them; a certificate comes once, before the connection that shows it. */
export interface Format {
  certificate(row: SparseRow, stored: StoredCertificate): Promise<void>;
  /** `leaf`: the server's certificate, where it is known. */
  connection(row: SparseRow, leaf: StoredCertificate | undefined): Promise<void>;
  /** All of them were there. */
  end(): Promise<void>;
}

interface FormatKind {
  /** Whether judgements are written: what has none is judged then. */
  judges: boolean;
  /** No text for a terminal. */
  binary?: true;
  begin(sink: Sink): Promise<Format>;
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
