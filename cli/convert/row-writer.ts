import type { SparseRow } from "../../src/core/fleet/columns.ts";
import type { StoredCertificate } from "../../src/core/x509/certificate-store.ts";
import type { Sink } from "./sink.ts";

/** Takes certificates and connections one by one and writes them; a certificate comes once, before the connection that shows it. */
export interface RowWriter {
  certificate(row: SparseRow, stored: StoredCertificate): Promise<void>;
  /** `leaf`: the server's certificate, where it is known. */
  connection(row: SparseRow, leaf: StoredCertificate | undefined): Promise<void>;
  /** All of them were there. */
  end(): Promise<void>;
}

/** A format, as its file in format/ exports it. */
export interface FormatKind {
  /** Whether judgements are written: what has none is judged then. */
  judges: boolean;
  /** No text for a terminal. */
  binary?: true;
  begin(sink: Sink): Promise<RowWriter>;
}
