import type { Writable } from "node:stream";
import packageJson from "../../package.json" with { type: "json" };
import { assess } from "../../src/core/assess.ts";
import type { ClientName } from "../../src/core/chain/clients/index.ts";
import type { Observation } from "../../src/core/observation.ts";
import { CertificateStore } from "../../src/core/x509/certificate-store.ts";
import { lookupIn } from "../chain-drawing.ts";
import { assessContextFor } from "../context.ts";
import { EXIT, graver, type ExitStatus } from "../errors.ts";
import type { Streams } from "../streams.ts";
import type { ImportArguments, ImportOutput } from "./arguments.ts";
import { recordedConnections, warningOf } from "./connections.ts";
import type { Reading } from "./recording.ts";
import { amountOf } from "../amount.ts";
import { RecordingReport } from "./report.ts";
import { jsonWriter, lineWriter, reportWriter, telemetryWriter, type Writer } from "./write.ts";

/** Bytes of DER that are kept parsed. */
const MAX_KEPT = 4 * 1024 * 1024;

/** Reads a recording and writes what is in it, judged where that is asked for. @throws InputError */
export async function runImport(command: ImportArguments, streams: Streams): Promise<ExitStatus> {
  const { form, output } = command;
  streams.stderr.write(`tlscope: ${warningOf(form)}\n`);
  const certificates = new CertificateStore(MAX_KEPT);
  const writer = await writerFor(output, streams, certificates);
  try {
    return await copy(recordedConnections(command, streams.stdin), writer, certificates, streams.stderr, command.client);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

async function writerFor(output: ImportOutput, { stdout }: Streams, certificates: CertificateStore): Promise<Writer> {
  switch (output.form) {
    case "jsonl": return lineWriter(stdout);
    case "json": return jsonWriter(stdout);
    case "report": return reportWriter(stdout, new RecordingReport(lookupIn(certificates)));
    case "telemetry": return telemetryWriter(output.file, new Date().toISOString());
  }
}

/** Writes the connections as they come, and says at the end what was read. */
async function copy(connections: AsyncGenerator<Observation, Reading>, writer: Writer, certificates: CertificateStore, stderr: Writable, client: ClientName | undefined): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.valid;
  let next = await connections.next();
  for (; next.done !== true; next = await connections.next()) {
    const observation = next.value;
    const time = observation.time === undefined ? Date.now() : Date.parse(observation.time);
    const assessment = writer.judges ? await assess(observation, assessContextFor(time, certificates, client)) : undefined;
    if (assessment?.chain.verdict === "invalid") status = graver(status, EXIT.invalid);
    await writer.connection(observation, assessment);
  }
  const { taken, own, browser, from, notes } = next.value;
  await writer.end({ name: "tlscope", version: packageJson.version, browser });
  const left = own > 0 ? [`${amountOf(own, "connection")} of the browser's own left out; --own-traffic shows them.`] : [];
  for (const line of [`${amountOf(taken, "connection")} from ${from}.`, ...left, ...notes]) stderr.write(`tlscope: ${line}\n`);
  return status;
}
