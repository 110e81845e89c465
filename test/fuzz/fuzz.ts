// Feeds changed certificates, documents and records to all that reads what others wrote. Whatever is fed, the outcome is a result or an
// error with a code; and no input takes more than fifty times the processor time of the median for its target.
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { identity, issue, issueCa, selfSigned } from "../../lab/pki/maker.ts";
import { settingsDocument } from "../../src/settings/document.ts";
import { readSettings } from "../../src/settings/settings.ts";
import { gzipSync, zipSync } from "fflate";
import { toPem } from "../../src/core/x509/pem.ts";
import { thrownText } from "../../src/core/text/thrown-text.ts";
import { generator, median } from "../../bench/statistics.ts";
import type { Random } from "../../scripts/support/random.ts";
import { mutateBytes, mutateDer, mutateJson, pick } from "./mutate.ts";
import { TARGETS, type Input, type Target } from "./targets.ts";

/** What went wrong, and with which bytes. */
export interface FuzzFinding {
  target: string;
  /** "untyped": an error without a code; "slow": beyond the bound. */
  kind: "untyped" | "slow";
  message: string;
  /** Base64. */
  input: string;
}

export interface FuzzResult {
  iterations: number;
  /** Of each target, iterations, and how many of them ended with a typed error. */
  byTarget: Record<string, { iterations: number; refused: number; medianMicroseconds: number }>;
  findings: FuzzFinding[];
}

/** How many times the median an input may take, and milliseconds below which nobody looks: a collection of garbage takes as long. */
const SLOW = 50;
const LEAST_SLOW = 20;
/** Times that a slow input is tried again; the fastest counts. */
const AGAIN = 3;
/** Samples for the median of a target. */
const SAMPLES = 301;
/** Of the inputs that are changed, those that were changed before. */
const MAX_POOL = 200;

/** Feeds until the iterations are done or the time is over. `extra`: certificates to change beside those that are made here. */
export async function fuzz({ seed, iterations, milliseconds, extra = [] }: { seed: number; iterations: number; milliseconds: number; extra?: readonly Uint8Array[] }): Promise<FuzzResult> {
  const random = generator(seed);
  const made = await certificates();
  const pool = [...made, ...extra];
  const fresh = pool.length;
  const texts = await documents(made);
  const samples = new Map<string, number[]>();
  const result: FuzzResult = { iterations: 0, byTarget: {}, findings: [] };
  const until = performance.now() + milliseconds;
  while (result.iterations < iterations && (result.iterations % 64 !== 0 || performance.now() < until)) {
    const target = pick(random, TARGETS);
    const input = inputFor(target, random, pool, made, texts);
    if (target.kind === "certificate" && random() < 0.2) pool.splice(pool.length < MAX_POOL + fresh ? pool.length : fresh + Math.floor(random() * MAX_POOL), 1, input.bytes);
    const { took, thrown } = await timed(target, input);
    const counted = result.byTarget[target.name] ??= { iterations: 0, refused: 0, medianMicroseconds: NaN };
    counted.iterations += 1;
    result.iterations += 1;
    const taken = samples.get(target.name) ?? [];
    if (taken.length < SAMPLES) samples.set(target.name, [...taken, took]);
    const tell = (kind: FuzzFinding["kind"], message: string): void => {
      result.findings.push({ target: target.name, kind, message, input: Buffer.from(input.bytes).toString("base64") });
    };
    if (thrown !== undefined) {
      if (isTyped(thrown)) counted.refused += 1;
      else tell("untyped", thrown instanceof Error ? thrown.stack ?? thrown.message : thrownText(thrown));
    }
    if (taken.length < SAMPLES) continue;
    const limit = Math.max(LEAST_SLOW, SLOW * median(taken));
    if (took > limit) {
      let fastest = took;
      for (let i = 0; i < AGAIN; i++) fastest = Math.min(fastest, (await timed(target, input)).took);
      if (fastest > limit) tell("slow", `${fastest.toFixed(1)} ms; the median takes ${median(taken).toFixed(3)} ms`);
    }
  }
  for (const [name, taken] of samples) {
    const counted = result.byTarget[name];
    if (counted !== undefined) counted.medianMicroseconds = Math.round(median(taken) * 1000);
  }
  return result;
}

/** Milliseconds of processor time, and what was thrown. */
async function timed(target: Target, input: Input): Promise<{ took: number; thrown: unknown }> {
  const before = process.cpuUsage();
  let thrown: unknown;
  try {
    await target.run(input);
  } catch (error) {
    thrown = error ?? new Error("Nothing was thrown.");
  }
  const { user, system } = process.cpuUsage(before);
  return { took: (user + system) / 1000, thrown };
}

/** Errors of ours have a code; JSON.parse has none of ours, and its SyntaxError is what callers expect. */
function isTyped(thrown: unknown): boolean {
  return thrown instanceof SyntaxError || (thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" && !thrown.code.startsWith("ERR_"));
}

function inputFor({ kind, name }: Target, random: Random, pool: readonly Uint8Array[], made: readonly Uint8Array[], texts: Readonly<Record<string, readonly string[]>>): Input {
  if (kind === "certificate") {
    const whole = pick(random, pool);
    return { bytes: random() < 0.75 ? mutateDer(random, whole, pick(random, pool)) : mutateBytes(random, whole), rest: made.slice(1, 3) };
  }
  if (kind === "bytes") return { bytes: mutateBytes(random, record(pick(random, made))), rest: [] };
  if (kind === "file") return { bytes: mutateBytes(random, pick(random, files(made)[name] ?? [new Uint8Array([1])])), rest: [] };
  const own = pick(random, texts[name] ?? ["{}"]);
  if (random() < 0.3) return { bytes: mutateBytes(random, Buffer.from(own)), rest: [] };
  let value: unknown = JSON.parse(own);
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) value = mutateJson(random, value);
  return { bytes: Buffer.from(JSON.stringify(value === undefined ? null : value)), rest: [] };
}

/** A leaf, its CA, the root, and leaves of other keys. */
async function certificates(): Promise<Uint8Array[]> {
  const [root, ca, rsa] = await Promise.all([identity("Root"), identity("CA"), identity("RSA", "RSA")]);
  const made = [await issue(await identity("Leaf"), ca), await issueCa(ca, root), await selfSigned(root), await issue(rsa, ca, { dns: ["*.example.test", "a.b.example.test"], aia: "http://ca.example.test/ca.crt" }), await selfSigned(rsa)];
  return made.map(({ der }) => der);
}

/** Records of a handshake that carry a certificate, in the clear as TLS 1.2 sends them (RFC 5246 section 7.4.2). */
function record(der: Uint8Array): Uint8Array {
  const hello = Uint8Array.from([2, 0, 0, 38, 3, 3, ...new Array<number>(32).fill(7), 0, 0xc0, 0x2f, 0]);
  const certificate = Buffer.concat([handshake(der), Uint8Array.from([14, 0, 0, 0])]);
  return Buffer.concat([hello, certificate].flatMap((body) => [Uint8Array.from([22, 3, 3, body.length >> 8, body.length & 255]), body]));
}

/** Bytes of files, by target. */
function files(made: readonly Uint8Array[]): Record<string, readonly Uint8Array[]> {
  const pem = made.slice(0, 3).map((der) => toPem(der)).join("");
  const packet = { _source: { layers: { frame: { "frame.time_epoch": "1764500000.5" }, ip: { "ip.src": "192.0.2.1", "ip.dst": "192.0.2.2" }, tcp: { "tcp.stream": "0", "tcp.seq": "1", "tcp.len": "100", "tcp.srcport": "50000", "tcp.dstport": "443" }, tls: { "tls.record": { "tls.record.content_type": "22", "tls.handshake_raw": [Buffer.from(handshake(made[0] ?? new Uint8Array())).toString("hex"), 0, 100, 0, 30] } } } } };
  const shown = `[\n${JSON.stringify(packet, null, 2).split("\n").map((line) => `  ${line}`).join("\n")}\n]\n`;
  return {
    "certificate file": [Buffer.from(pem), made[0] ?? new Uint8Array(), Buffer.from(pem, "utf16le"), Buffer.from(pem.replaceAll("CERTIFICATE", "TRUSTED CERTIFICATE")), Buffer.from(JSON.stringify(pem))],
    "packed recording": [gzipSync(Buffer.from(pem)), zipSync({ "log.json": Buffer.from("{}") })],
    packets: [Buffer.from(shown)],
    "collector’s answer": [Buffer.from("\u0000\u0001text/html; charset=utf-8\n<html>"), Buffer.from("\u0007\u0002Wed, 21 Oct 2026 07:28:00 GMT\nslow down"), Buffer.from("\u0007\u000030\nCode: 60. DB::Exception")],
  };
}

/** A Certificate message of TLS 1.2 with its header. */
function handshake(der: Uint8Array): Uint8Array {
  const u24 = (value: number): number[] => [value >> 16, (value >> 8) & 255, value & 255];
  return Uint8Array.from([11, ...u24(der.length + 6), ...u24(der.length + 3), ...u24(der.length), ...der]);
}

async function documents(made: readonly Uint8Array[]): Promise<Record<string, readonly string[]>> {
  const { sha256 } = await import("@noble/hashes/sha2.js");
  const chain = made.slice(0, 3).map((der) => Buffer.from(der).toString("base64"));
  const hashes = made.slice(0, 3).map((der) => Buffer.from(sha256(der)).toString("hex"));
  const time = "2026-11-21T12:00:00.000Z";
  const tlsInfo = { protocol: "TLS", tlsVersion: "TLS 1.3", cipherSuite: 4865, keyExchangeGroup: "x25519", chainValid: true, extra: { source: "firefox", unavailable: { sentChain: "not-exposed" }, alpn: "h2" } };
  const exported = JSON.stringify({ format: "tlscope-telemetry", version: 1, exportedAt: time, producer: { name: "TLScope", version: "0.1.0", browser: "Firefox 153" }, certificates: Object.fromEntries(hashes.map((hash, i) => [hash, chain[i]])), observations: [{ host: "www.example.test", port: 443, tlsInfo: { ...tlsInfo, builtChain: hashes }, requests: 1, firstSeen: time, lastSeen: time, assessment: null }] });
  return {
    observation: [JSON.stringify({ host: "www.example.test", port: 443, ip: "192.0.2.1", time, tlsInfo: { ...tlsInfo, sentChain: chain }, hsts: { maxAge: 1 }, trustAnchors: [chain[2]] })],
    import: [exported],
    converters: [exported],
    "companion’s answer": [JSON.stringify({ version: 1, id: 1, type: "probe", time, observation: { host: "www.example.test", tlsInfo: { ...tlsInfo, sentChain: chain } }, handshake: { certificateMessage: { bytes: 3000 } }, as: { browser: "firefox", notOffered: [] } }), JSON.stringify({ version: 1, id: null, type: "error", code: "busy", message: "wait" })],
    "recording’s answer": [JSON.stringify({ version: 1, id: 1, type: "recorded", recording: true, observation: { host: "www.example.test", tlsInfo: { ...tlsInfo, sentChain: chain } } })],
    settings: [JSON.stringify(settingsDocument(readSettings(undefined), time, { name: "TLScope", version: "0.1.0" }))],
    "native message": [JSON.stringify({ version: 1, id: 1, type: "probe", host: "www.example.test", port: 443, address: "192.0.2.1" }), JSON.stringify({ version: 1, id: 2, type: "hello" })],
    NetLog: [JSON.stringify({ constants: { logEventTypes: { SSL_CONNECT: 1, SSL_CERTIFICATES_RECEIVED: 2 }, logEventPhase: { PHASE_BEGIN: 1, PHASE_END: 2, PHASE_NONE: 0 }, logSourceType: { SOCKET: 1 }, clientInfo: { name: "Chromium", version: "150" } }, events: [{ type: 1, phase: 1, source: { id: 1, type: 1 }, time: "1", params: { host: "a.test:443" } }, { type: 2, phase: 0, source: { id: 1, type: 1 }, time: "2", params: { certificates: ["-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----"] } }] })],
    HAR: [JSON.stringify({ log: { version: "1.2", creator: { name: "Firefox", version: "150" }, entries: [{ startedDateTime: time, request: { url: "https://www.example.test/", httpVersion: "HTTP/2", headers: [] }, response: { status: 200, httpVersion: "HTTP/2", headers: [{ name: "Strict-Transport-Security", value: "max-age=1" }] }, serverIPAddress: "192.0.2.1", connection: "443" }] } })],
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href || process.env["npm_lifecycle_event"] === "fuzz") {
  const { values } = parseArgs({ options: { minutes: { type: "string", default: "5" }, seed: { type: "string", default: String(Date.now() % 2 ** 31) } } });
  const seed = Number(values.seed);
  console.log(`seed ${seed}`);
  const { iterations, byTarget, findings } = await fuzz({ seed, iterations: Infinity, milliseconds: Number(values.minutes) * 60_000 });
  console.table(byTarget);
  console.log(`${iterations} iterations, ${findings.length} findings`);
  for (const { target, kind, message, input } of findings.slice(0, 20)) console.log(`${target}, ${kind}: ${message}\n  ${input.slice(0, 4000)}`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
