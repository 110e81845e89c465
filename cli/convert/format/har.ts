import packageJson from "../../../package.json" with { type: "json" };
import type { SparseRow } from "../../../src/core/fleet/columns.ts";
import { millisecondsOf } from "../../../src/core/fleet/row.ts";
import type { StoredCertificate } from "../../../src/core/x509/certificate-store.ts";
import { summarize } from "../../../src/core/x509/summary.ts";
import type { FormatKind, RowWriter } from "../row-writer.ts";
import type { Sink } from "../sink.ts";

export const harFormat: FormatKind = { judges: true, begin: har };

/**
 * HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/): an entry a connection. The address of an entry is that of the host alone,
 * since TLScope never keeps those of pages; what is not known is what the format has for it (-1, ""). What HAR has no member for
 * stands in `_securityDetails`, beginning with "_" as the format asks.
 */
async function har(sink: Sink): Promise<RowWriter> {
  await sink.write(`{"log": {"version": "1.2", "creator": ${JSON.stringify({ name: "TLScope", version: packageJson.version })}, "pages": [], "entries": [`);
  let first = true;
  return {
    certificate: () => Promise.resolve(),
    connection: async (row, leaf) => {
      await sink.write(`${first ? "\n" : ",\n"}${JSON.stringify(entry(row, leaf))}`);
      first = false;
    },
    end: () => sink.write("\n]}}\n"),
  };
}

function entry(row: SparseRow, leaf: StoredCertificate | undefined): object {
  const host = row.host?.includes(":") === true && row.host_hidden !== 1 ? `[${row.host}]` : row.host ?? "";
  const plain = row.plain === 1;
  const port = row.port === undefined || row.port === null || row.port === (plain ? 80 : 443) ? "" : `:${row.port}`;
  const version = { h2: "HTTP/2", h3: "HTTP/3", "http/1.1": "HTTP/1.1" }[row.alpn ?? ""] ?? "unknown";
  return {
    startedDateTime: new Date(millisecondsOf(row.first_seen ?? row.time)).toISOString(), time: 0,
    request: { method: "GET", url: `${plain ? "http" : "https"}://${host}${port}/`, httpVersion: version, cookies: [], headers: [], queryString: [], headersSize: -1, bodySize: -1 },
    response: { status: 0, statusText: "", httpVersion: version, cookies: [], headers: [], content: { size: 0, mimeType: "x-unknown" }, redirectURL: "", headersSize: -1, bodySize: -1 },
    cache: {}, timings: { send: 0, wait: 0, receive: 0 },
    ...(row.address === undefined ? {} : { serverIPAddress: row.address }),
    comment: `A connection, not a request: ${row.requests ?? 1} requests came over it; methods and addresses are not kept.`,
    ...(plain ? {} : { _securityDetails: securityOf(row, leaf) }),
  };
}

function securityOf(row: SparseRow, leaf: StoredCertificate | undefined): object {
  const summary = leaf === undefined ? undefined : summarize(leaf.der);
  return {
    protocol: row.tls_version, cipher: row.cipher_suite, keyExchangeGroup: row.key_group, subjectName: summary?.title, issuer: row.ca, sanList: summary?.names,
    validFrom: secondsOf(summary?.notBefore), validTo: secondsOf(summary?.notAfter), sha256: leaf?.sha256, error: row.failure,
    grade: row.grade, chain: row.chain, interception: row.interception,
  };
}

function secondsOf(iso: string | undefined): number | undefined {
  return iso === undefined || iso === "" ? undefined : Date.parse(iso) / 1000;
}
