import { toPem } from "../../../src/core/x509/pem.ts";
import { visibleText, LINE } from "../../../src/core/text/visible-text.ts";
import { subjectOf } from "../../../src/core/fleet/certificate-row.ts";
import type { FormatKind, RowWriter } from "../row-writer.ts";
import type { Sink } from "../sink.ts";

export const pemFormat: FormatKind = { judges: false, begin: pem };

/** Each certificate once (RFC 7468), under its name and hash. Bytes that are no certificate are left out. */
function pem(sink: Sink): Promise<RowWriter> {
  return Promise.resolve({
    certificate: async (_row, stored) => {
      if (stored.certificate === undefined) return;
      // A name must not look like the begin of a block.
      const name = visibleText(subjectOf(stored), LINE).replaceAll("-----", "- - -");
      await sink.write(`# ${name}\n# SHA-256 ${stored.sha256}\n${toPem(stored.der)}`);
    },
    connection: () => Promise.resolve(),
    end: () => Promise.resolve(),
  });
}
