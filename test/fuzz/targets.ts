// What is fed: each takes bytes and ends with a result, or throws an error with a code.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { nodeDecompressors } from "../../companion/wire/decompressors.ts";
import { recordedAnswerOf } from "../../companion/native/ask-recording.ts";
import { parseRequest } from "../../companion/native/messages.ts";
import { ServerFlight } from "../../companion/wire/server-flight.ts";
import { runConvert } from "../../cli/convert/command.ts";
import { FORMATS } from "../../cli/convert/format.ts";
import { TsharkPackets } from "../../cli/import/tshark-packets.ts";
import { english } from "../../cli/messages.ts";
import { readAnswer } from "../../src/background/second-look/protocol.ts";
import { sendBatch } from "../../src/background/upload/send.ts";
import { assess } from "../../src/core/assess.ts";
import { describeCertificate } from "../../src/core/description/describe.ts";
import { CaptureJoiner } from "../../src/core/recordings/capture-joiner.ts";
import { HarReader } from "../../src/core/recordings/har.ts";
import { NetLogReader } from "../../src/core/recordings/netlog.ts";
import { trafficObservation } from "../../src/core/recordings/traffic-observation.ts";
import { Unpacker } from "../../src/core/recordings/unpack.ts";
import { importDocument } from "../../src/core/telemetry/import.ts";
import { parseObservation } from "../../src/core/telemetry/observation-json.ts";
import { certificatesInFile } from "../../src/core/x509/certificate-file.ts";
import { summarize } from "../../src/core/x509/summary.ts";
import { readSettingsDocument } from "../../src/settings/document.ts";

/** What a target is given. */
export interface Input {
  /** Changed. */
  readonly bytes: Uint8Array;
  /** Of chains: as they are. */
  readonly rest: readonly Uint8Array[];
}

export interface Target {
  readonly name: string;
  /** "json", "text": JSON, changed as such or in its bytes; "file": bytes of a file, changed as bytes; "bytes": records of TLS. */
  readonly kind: "certificate" | "json" | "text" | "file" | "bytes";
  run(input: Input): Promise<unknown>;
}

const TIME = Date.UTC(2026, 10, 21, 12);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const sync = (run: (input: Input) => unknown) => (input: Input): Promise<unknown> => Promise.resolve().then(() => run(input));

export const TARGETS: readonly Target[] = [
  { name: "assess", kind: "certificate", run: ({ bytes, rest }) => assess({ host: "www.example.test", tlsInfo: { sentChain: [bytes, ...rest], tlsVersion: "TLS 1.3", cipherSuite: 0x1301 }, trustAnchors: [...rest.slice(-1)] }, { time: TIME, text: english }) },
  { name: "assess, issuer", kind: "certificate", run: ({ bytes, rest: [first, ...rest] }) => assess({ host: "www.example.test", tlsInfo: { builtChain: [...first ? [first] : [], bytes, ...rest], chainValid: true } }, { time: TIME, text: english }) },
  { name: "description", kind: "certificate", run: sync(({ bytes }) => describeCertificate(bytes)) },
  { name: "summary", kind: "certificate", run: sync(({ bytes }) => summarize(bytes)) },
  { name: "observation", kind: "json", run: sync(({ bytes }) => parseObservation(JSON.parse(text(bytes)))) },
  { name: "import", kind: "json", run: sync(({ bytes }) => importDocument(JSON.parse(text(bytes)))) },
  { name: "settings", kind: "text", run: sync(({ bytes }) => readSettingsDocument(text(bytes))) },
  { name: "native message", kind: "text", run: sync(({ bytes }) => parseRequest(bytes)) },
  { name: "NetLog", kind: "text", run: sync(({ bytes }) => { const reader = new NetLogReader({ onConnection: () => undefined }); reader.push(bytes); return reader.end(); }) },
  { name: "HAR", kind: "text", run: sync(({ bytes }) => { const reader = new HarReader({ onConnection: () => undefined }); reader.push(bytes); return reader.end(); }) },
  { name: "converters", kind: "text", run: convert },
  { name: "certificate file", kind: "file", run: sync(({ bytes }) => certificatesInFile(bytes)) },
  { name: "packed recording", kind: "file", run: sync(({ bytes }) => { const unpacker = new Unpacker(() => undefined); unpacker.push(bytes); unpacker.end(); }) },
  { name: "packets", kind: "file", run: sync(readPackets) },
  { name: "companion’s answer", kind: "json", run: sync(({ bytes }) => readAnswer(JSON.parse(text(bytes)))) },
  { name: "recording’s answer", kind: "text", run: sync(({ bytes }) => recordedAnswerOf(bytes, 1)) },
  { name: "collector’s answer", kind: "file", run: sendAgainst },
  { name: "wire", kind: "bytes", run: sync(({ bytes }) => { const flight = new ServerFlight(); flight.push(bytes); return flight.seen; }) },
];

const folder = mkdtempSync(join(tmpdir(), "tlscope-fuzz-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** An export as a file, in one of the formats. */
async function convert({ bytes }: Input): Promise<void> {
  const file = join(folder, "export.json");
  writeFileSync(file, bytes);
  const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
  const to = FORMATS[bytes.reduce((sum, byte) => sum + byte, 0) % FORMATS.length] ?? "ndjson";
  await runConvert({ name: "convert", files: [file], to }, { stdin: Readable.from([]), stdout: nowhere(), stderr: nowhere() });
}

/** What tshark says of packets. */
function readPackets({ bytes }: Input): void {
  const joiner = new CaptureJoiner((seen) => trafficObservation(seen, nodeDecompressors));
  const packets = new TsharkPackets((packet) => joiner.take(packet));
  for (const line of text(bytes).split("\n")) packets.line(line);
  joiner.end();
}

/** What a collector answers: its status in the first two bytes, then a header and the body. */
async function sendAgainst({ bytes }: Input): Promise<unknown> {
  const real = globalThis.fetch;
  const [first = 0, second = 0] = bytes;
  const [header = "", ...body] = Buffer.from(bytes.subarray(2)).toString("latin1").split("\n");
  const visible = header.replace(/[^\x20-\x7e]/g, "");
  const status = [200, 204, 301, 400, 401, 404, 413, 429, 500, 503][first % 10] ?? 200;
  globalThis.fetch = () => Promise.resolve(new Response(status === 204 ? null : body.join("\n"), { status, headers: second % 2 === 0 ? { "retry-after": visible } : { "content-type": visible } }));
  try {
    return await sendBatch({ address: "https://collector.example.test/", token: "secret" }, "id", "{}\n");
  } finally {
    globalThis.fetch = real;
  }
}
