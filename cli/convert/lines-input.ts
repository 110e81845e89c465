import { seenConnection } from "../../src/core/fleet/seen.ts";
import { TelemetryError } from "../../src/core/telemetry/json-reader.ts";
import { parseObservation } from "../../src/core/telemetry/observation-json.ts";
import { CertificateStore } from "../../src/core/x509/certificate-store.ts";
import { isDeeper } from "../json-depth.ts";
import { linesOf, type Line } from "../lines.ts";
import type { Assess } from "./export-input.ts";
import type { Shown } from "./shown.ts";

/** Bytes of one line, bytes of DER that are kept parsed, and how deep arrays and objects may lie in each other. */
const MAX_LINE = 64 * 1024 * 1024;
const MAX_KEPT = 4 * 1024 * 1024;
const MAX_DEPTH = 64;

/** Observations, one a line. A line that is none is told to `onBad`, and the rest goes on. */
export async function* readLines(input: AsyncIterable<Uint8Array>, assess: Assess | undefined, onBad: (line: number, why: string) => void): AsyncGenerator<Shown> {
  const certificates = new CertificateStore(MAX_KEPT);
  for await (const line of linesOf(input, MAX_LINE)) {
    try {
      const text = textOf(line);
      if (text.trim() === "") continue;
      const observation = parseObservation(parsed(text));
      const assessment = observation.scheme === "http:" ? undefined : await assess?.(observation, certificates);
      yield {
        seen: seenConnection(observation, (der) => certificates.intern(der).sha256), assessment,
        // Lines that tell no time may be alike and yet two connections.
        place: observation.time === undefined ? String(line.number) : "",
        certificate: (sha256) => certificates.get(sha256),
      };
    } catch (error) {
      if (!(error instanceof TelemetryError)) throw error;
      onBad(line.number, error.message);
    }
  }
}

function textOf(line: Line): string {
  if ("text" in line) return line.text;
  throw "tooLong" in line ? new TelemetryError("too-long", "", `the line has more than ${MAX_LINE} bytes`) : new TelemetryError("bad-json", "", "the line is not UTF-8");
}

function parsed(text: string): unknown {
  if (isDeeper(text, MAX_DEPTH)) throw new TelemetryError("bad-json", "", `more than ${MAX_DEPTH} arrays and objects in each other`);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new TelemetryError("bad-json", "", `not JSON: ${error.message}`);
  }
}
