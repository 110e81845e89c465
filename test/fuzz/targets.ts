// What is fed: each takes bytes and ends with a result, or throws an error with a code.
import { parseRequest } from "../../companion/native/messages.ts";
import { ServerFlight } from "../../companion/wire/server-flight.ts";
import { english } from "../../cli/messages.ts";
import { assess } from "../../src/core/assess.ts";
import { describeCertificate } from "../../src/core/description/describe.ts";
import { HarReader } from "../../src/core/recordings/har.ts";
import { NetLogReader } from "../../src/core/recordings/netlog.ts";
import { importDocument } from "../../src/core/telemetry/import.ts";
import { parseObservation } from "../../src/core/telemetry/observation-json.ts";
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
  readonly kind: "certificate" | "json" | "text" | "bytes";
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
  { name: "wire", kind: "bytes", run: sync(({ bytes }) => { const flight = new ServerFlight(); flight.push(bytes); return flight.seen; }) },
];
