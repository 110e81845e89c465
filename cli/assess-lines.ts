import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { assess } from "../src/core/assess.ts";
import type { ClientName } from "../src/core/chain/clients/index.ts";
import { TelemetryError } from "../src/core/telemetry/json-reader.ts";
import { parseObservation } from "../src/core/telemetry/observation-json.ts";
import { CertificateStore } from "../src/core/x509/certificate-store.ts";
import { assessContextFor } from "./context.ts";
import { EXIT, graver, type ExitStatus } from "./errors.ts";
import { isDeeper } from "./json-depth.ts";
import { jsonLine } from "./json-line.ts";
import { linesOf, type Line } from "./lines.ts";

/** Bytes of one line: room for some hundred large certificates. */
const MAX_LINE = 64 * 1024 * 1024;

/** Lines beyond so many characters are looked through before they are read as JSON. */
const LONG = 65_536;
/** Arrays and objects in each other; an observation has four. */
const MAX_DEPTH = 64;

/** Bytes of DER that are kept parsed: intermediates and anchors come again, leaves seldom do. */
const MAX_KEPT = 1024 * 1024;

/**
 * An observation a line in, an assessment a line out. Reads no faster than the output is taken, and keeps no more than one
 * line and a bounded number of certificates.
 */
export async function assessLines(input: Readable, output: Writable, client: ClientName = "browsers"): Promise<ExitStatus> {
  const certificates = new CertificateStore(MAX_KEPT);
  let status: ExitStatus = EXIT.valid;
  for await (const line of linesOf(input, MAX_LINE)) {
    const [answer, each] = await answerTo(line, certificates, client);
    status = graver(status, each);
    if (!output.write(jsonLine(answer))) await once(output, "drain");
  }
  return status;
}

async function answerTo(line: Line, certificates: CertificateStore, client: ClientName): Promise<[answer: unknown, status: ExitStatus]> {
  if (!("text" in line)) {
    return "tooLong" in line
      ? failure("line-too-long", `The line has more than ${MAX_LINE} bytes.`, line.number)
      : failure("bad-encoding", "The line is not UTF-8.", line.number);
  }
  try {
    const observation = parseObservation(parseJson(line.text));
    const time = observation.time === undefined ? Date.now() : Date.parse(observation.time);
    const assessment = await assess(observation, assessContextFor(time, certificates, client));
    return [assessment, assessment.chain.verdict === "invalid" ? EXIT.invalid : EXIT.valid];
  } catch (error) {
    if (error instanceof TelemetryError) return failure(error.code, error.message, line.number);
    // A fault of ours in one line must not take the other lines along.
    return failure("internal", `A fault of tlscope itself: ${error instanceof Error ? error.message : String(error)}`, line.number);
  }
}

function failure(code: string, message: string, line: number): [answer: unknown, status: ExitStatus] {
  return [{ error: { code, message, line } }, EXIT.failed];
}

function parseJson(text: string): unknown {
  if (text.length > LONG && isDeeper(text, MAX_DEPTH)) throw new TelemetryError("bad-json", "", `more than ${MAX_DEPTH} arrays and objects in each other`);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new TelemetryError("bad-json", "", `not JSON: ${error.message}`);
  }
}
