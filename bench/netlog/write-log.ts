import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { connection, END, event, header, request } from "./made-log.ts";

const LEAF = 900;
const INTERMEDIATE = 1000;
const INTERMEDIATES = 20;

/** Bytes of a certificate's length that are the same for the same number, and no certificate: who reads a log takes them as they are. */
function filler(number: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = number * 2_654_435_761 >>> 0 || 1;
  for (let i = 0; i < length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i] = state;
  }
  return bytes;
}

/** Writes a log of at least so many bytes, 12,600 to a connection, and connections; the same each time. Gives the number of connections in it. */
export async function writeLog(file: string, bytes: number, connections = 0): Promise<number> {
  const stream = createWriteStream(file);
  const intermediates = Array.from({ length: INTERMEDIATES }, (_, index) => filler(1_000_000_007 + index, INTERMEDIATE));
  let written = 0;
  const write = async (text: string): Promise<void> => {
    written += text.length;
    if (!stream.write(text)) await once(stream, "drain");
  };
  await write(header());
  let count = 0;
  for (; written < bytes || count < connections; count++) await write(`${count === 0 ? "" : ",\n"}${eventsOf(count, intermediates).join(",\n")}`);
  stream.end(END);
  await finished(stream);
  return count;
}

/** Two of three connections take their verdict from the browser's memory. */
function eventsOf(number: number, intermediates: readonly Uint8Array[]): string[] {
  const id = 10 + number * 10;
  const time = number * 7;
  const host = `host-${number % 50_000}.example.test`;
  const [first = new Uint8Array(), second = new Uint8Array()] = [intermediates[number % INTERMEDIATES], intermediates[(number + 1) % INTERMEDIATES]];
  const leaf = filler(number, LEAF);
  const sent = [leaf, first];
  const noise = Array.from({ length: 8 }, (_, index) => event(index % 2 === 0 ? "SSL_SOCKET_BYTES_SENT" : "HTTP2_SESSION_RECV_DATA", "none", "SOCKET", id + 1, time + 3, { byte_count: 1024 + index, stream_id: index, fin: false }));
  const lookups = Array.from({ length: 4 }, (_, index) => event("HOST_RESOLVER_MANAGER_REQUEST", "begin", "URL_REQUEST", id + 4, time, { allow_cached_response: true, dns_query_type: "UNSPECIFIED", host: `https://${host}`, is_speculative: index % 2 === 0, network_anonymization_key: `https://${host} same_site` }));
  return [...request(id + 5, time, host, String(number)), ...lookups, ...connection({ id, time, host, sent, verdict: number % 3 !== 0 ? null : { built: [leaf, first, second] } }), ...noise];
}
