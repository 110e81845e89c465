// Writes a stream of observations as telemetry has them: hosts drawn as pages draw them (a few often, most seldom), each with its
// own chain, its usual cipher suite and version and now and then another, at a time that goes on. The same every time for the same
// certificates. Half of the hosts as a browser tells them (the chain as built, and its verdict), half as a probe does (the chain as
// sent, and whom to trust).
//
//   node --import tsx bench/stream/write-stream.ts 100000 > observations.jsonl
import { once } from "node:events";
import type { Writable } from "node:stream";
import { stdout } from "node:process";
import { isMain } from "../main.ts";
import { generator } from "../statistics.ts";
import { streamHosts, type StreamHost } from "./certificates.ts";

/** What servers and clients agree on. */
const CONNECTIONS = [
  ["TLS 1.3", 0x1301, "X25519MLKEM768"], ["TLS 1.3", 0x1302, "X25519MLKEM768"], ["TLS 1.3", 0x1301, "x25519"], ["TLS 1.3", 0x1303, "x25519"],
  ["TLS 1.3", 0x1302, "x25519"], ["TLS 1.3", 0x1302, "secp256r1"], ["TLS 1.3", 0x1301, "secp384r1"], ["TLS 1.2", 0xc02f, "x25519"],
  ["TLS 1.2", 0xc030, "secp256r1"], ["TLS 1.2", 0xc02b, "x25519"], ["TLS 1.2", 0xcca8, "x25519"], ["TLS 1.2", 0xc027, "secp256r1"],
  ["TLS 1.2", 0x009c, undefined], ["TLS 1.1", 0xc013, "secp256r1"], ["TLS 1.0", 0x002f, undefined],
] as const;

/** Of the connections, those that are not the host's usual. */
const UNUSUAL = 0.15;
const BEGIN = Date.UTC(2026, 10, 15);
/** Milliseconds between two observations, about. */
const PACE = 700;

/** The lines of a stream. */
export function* streamLines(hosts: readonly StreamHost[], count: number): Generator<string> {
  const random = generator(7);
  const pick = <Value>(values: readonly Value[]): Value | undefined => values[Math.floor(random() * values.length)];
  // Every host comes at least once where there are enough lines.
  let time = BEGIN;
  for (let i = 0; i < count; i++) {
    time += 1 + Math.floor(random() * PACE * 2);
    const index = i < hosts.length ? (i * 7919) % hosts.length : Math.floor(random() ** 1.5 * hosts.length);
    const entry = hosts[index];
    if (entry === undefined) continue;
    const usual = CONNECTIONS[index % CONNECTIONS.length];
    const [tlsVersion, cipherSuite, keyExchangeGroup] = (random() < UNUSUAL ? pick(CONNECTIONS) : usual) ?? CONNECTIONS[0];
    const [leaf, ca, root] = entry.chain;
    const negotiated = { protocol: "TLS", cipherSuite, tlsVersion, ...(keyExchangeGroup !== undefined && { keyExchangeGroup }) };
    const told = index % 2 === 0 ? { tlsInfo: { builtChain: [leaf, ca, root], chainValid: true, ...negotiated } } : { tlsInfo: { sentChain: [leaf, ca], ...negotiated }, trustAnchors: [root] };
    yield `${JSON.stringify({ host: entry.host, port: 443, ip: `192.0.2.${index % 250}`, time: new Date(time).toISOString(), ...told, ...(index % 4 === 0 && { hsts: { maxAge: 31_536_000 } }) })}\n`;
  }
}

/** Writes them no faster than they are taken. */
export async function writeStream(output: Writable, hosts: readonly StreamHost[], count: number): Promise<void> {
  let batch = "";
  for (const line of streamLines(hosts, count)) {
    batch += line;
    if (batch.length < 1 << 18) continue;
    if (!output.write(batch)) await once(output, "drain");
    batch = "";
  }
  output.write(batch);
}

if (isMain(import.meta.url)) await writeStream(stdout, await streamHosts(), Number(process.argv[2] ?? 100_000));
