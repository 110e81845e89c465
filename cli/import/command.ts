import packageJson from "../../package.json" with { type: "json" };
import { assess } from "../../src/core/assess.ts";
import type { Choice } from "../../src/core/recordings/choose.ts";
import { LINE, visibleText } from "../../src/core/text/visible-text.ts";
import { CertificateStore } from "../../src/core/x509/certificate-store.ts";
import { lookupIn } from "../chain-drawing.ts";
import { assessContextFor } from "../context.ts";
import { EXIT, graver, type ExitStatus } from "../errors.ts";
import type { Streams } from "../streams.ts";
import type { ImportArguments, ImportOutput } from "./arguments.ts";
import { bytesOf, readNetLog, type Reading } from "./read.ts";
import { RecordingReport } from "./report.ts";
import { jsonWriter, lineWriter, reportWriter, telemetryWriter, type Writer } from "./write.ts";

/** Bytes of DER that are kept parsed. */
const MAX_KEPT = 4 * 1024 * 1024;

/** Said before anything is read. */
const WARNING = `A NetLog holds all that the browser connected to while it was recorded, private windows, other profiles and the
browser's own requests among it, unmarked. What tlscope makes of it holds hosts, addresses, times and certificates, and no
address of a page, no cookie and no header: keep it like a browsing history all the same.`;

/** Reads a recording and writes what is in it, judged where that is asked for. @throws InputError */
export async function runImport({ file, output, ...choice }: ImportArguments, streams: Streams): Promise<ExitStatus> {
  streams.stderr.write(`tlscope: ${WARNING}\n`);
  const certificates = new CertificateStore(MAX_KEPT);
  const writer = await writerFor(output, streams, certificates);
  try {
    return await copy(file, choiceOf(choice), writer, certificates, streams);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

function choiceOf({ host, since, ownTraffic }: Pick<ImportArguments, "host" | "since" | "ownTraffic">): Choice {
  return { ownTraffic, ...(host === undefined ? {} : { host }), ...(since === undefined ? {} : { since }) };
}

async function writerFor(output: ImportOutput, { stdout }: Streams, certificates: CertificateStore): Promise<Writer> {
  switch (output.form) {
    case "jsonl": return lineWriter(stdout);
    case "json": return jsonWriter(stdout);
    case "report": return reportWriter(stdout, new RecordingReport(lookupIn(certificates)));
    case "telemetry": return telemetryWriter(output.file, new Date().toISOString());
  }
}

async function copy(file: string, choice: Choice, writer: Writer, certificates: CertificateStore, { stdin, stderr }: Streams): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.valid;
  const connections = readNetLog(file, bytesOf(file, stdin), choice);
  let next = await connections.next();
  for (; next.done !== true; next = await connections.next()) {
    const observation = next.value;
    const time = observation.time === undefined ? Date.now() : Date.parse(observation.time);
    const assessment = writer.judges ? await assess(observation, assessContextFor(time, certificates)) : undefined;
    if (assessment?.chain.verdict === "invalid") status = graver(status, EXIT.invalid);
    await writer.connection(observation, assessment);
  }
  const reading = next.value;
  const browser = browserOf(reading);
  await writer.end({ name: "tlscope", version: packageJson.version, browser });
  for (const line of summaryOf(reading, browser)) stderr.write(`tlscope: ${line}\n`);
  return status;
}

/** What the log says of its program; its words may be anything. */
function browserOf({ client: { name = "a program without a name", version } }: Reading): string {
  return visibleText(`${name}${version === undefined ? "" : ` ${version}`}`, LINE);
}

function* summaryOf({ taken, own, events, damaged, complete, nameless, tried }: Reading, browser: string): Generator<string> {
  yield `${counted(taken, "connection")} from ${counted(events, "event")} of ${browser}.`;
  if (own > 0) yield `${counted(own, "connection")} of the browser's own left out; --own-traffic shows them.`;
  if (nameless > 0) yield `${counted(nameless, "connection")} left out: the log began in the middle of them, and does not say with whom they were.`;
  if (damaged > 0) yield `${counted(damaged, "event")} could not be read.`;
  if (!complete) yield "The log was cut off: the browser was killed, or is writing still. What is there was read.";
  if (!tried) yield "TLScope was tried on logs of Chromium alone; other programs write the same format, and may mean other things by it.";
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}
