import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type { Assessment } from "../../src/core/assessment.ts";
import { toBase64 } from "../../src/core/bytes/base64.ts";
import type { Observation } from "../../src/core/observation.ts";
import { certificateHash } from "../../src/core/telemetry/certificate-hash.ts";
import { TELEMETRY_FORMAT, TELEMETRY_VERSION, type Producer } from "../../src/core/telemetry/document.ts";
import { observationToJson, writeObservation } from "../../src/core/telemetry/observation-json.ts";
import { InputError } from "../errors.ts";
import type { RecordingReport } from "./report.ts";
import { onceFor } from "../../src/core/once-for.ts";

/** Takes the connections of a recording one by one and writes them somewhere: none of them is held. */
export interface Writer {
  /** Whether `connection` wants a judgement. */
  readonly judges: boolean;
  connection(observation: Observation, assessment: Assessment | undefined): Promise<void>;
  /** All of them were there. */
  end(producer: Producer): Promise<void>;
  /** Something failed in the middle: leaves nothing half done behind. */
  abandon(): Promise<void>;
}

async function write(output: Writable, text: string): Promise<void> {
  if (text !== "" && !output.write(text)) await once(output, "drain");
}

const nothing = (): Promise<void> => Promise.resolve();

/** An Observation a line, as `tlscope assess --jsonl` reads them. */
export function lineWriter(output: Writable): Writer {
  return {
    judges: false,
    connection: (observation) => write(output, `${JSON.stringify(observationToJson(observation))}\n`),
    end: nothing,
    abandon: nothing,
  };
}

/** An array of assessments. */
export function jsonWriter(output: Writable): Writer {
  let first = true;
  return {
    judges: true,
    connection: async (_observation, assessment) => {
      await write(output, `${first ? "[\n" : ",\n"}${JSON.stringify(assessment, null, 2)}`);
      first = false;
    },
    end: () => write(output, first ? "[]\n" : "\n]\n"),
    abandon: nothing,
  };
}

/** A report for people. */
export function reportWriter(output: Writable, report: RecordingReport): Writer {
  return {
    judges: true,
    connection: async (observation, assessment) => {
      if (assessment !== undefined) await write(output, report.connection(observation, assessment));
    },
    end: () => write(output, report.end()),
    abandon: nothing,
  };
}

/**
 * The export document. Certificates stand behind the observations and wait in a file of their own until those are
 * written, so that neither is held. `now`: ISO 8601, UTC. @throws InputError where nothing can be written there
 */
export async function telemetryWriter(file: string, now: string): Promise<Writer> {
  const [part, spool] = [`${file}.part`, `${file}.certificates.part`];
  const document = await fileWriter(part);
  const certificates = await fileWriter(spool);
  const hashOf = onceFor(certificateHash);
  const written = new Set<string>();
  const fresh: string[] = [];
  const reference = (der: Uint8Array): string => {
    const hash = hashOf(der);
    if (!written.has(hash)) {
      fresh.push(`${written.size === 0 ? "" : ",\n"}"${hash}": "${toBase64(der)}"`);
      written.add(hash);
    }
    return hash;
  };
  const remove = async (): Promise<void> => {
    document.destroy();
    certificates.destroy();
    await Promise.all([part, spool].map((each) => rm(each, { force: true })));
  };
  let first = true;
  await write(document, `{"format": "${TELEMETRY_FORMAT}", "version": ${TELEMETRY_VERSION}, "exportedAt": "${now}", "observations": [`);
  return {
    judges: true,
    connection: async (observation, assessment) => {
      const seen = observation.time ?? now;
      const entry = { ...writeObservation(observation, reference), requests: 1, firstSeen: seen, lastSeen: seen, assessment: assessment ?? null };
      await write(certificates, fresh.splice(0).join(""));
      await write(document, `${first ? "\n" : ",\n"}${JSON.stringify(entry)}`);
      first = false;
    },
    end: async (producer) => {
      certificates.end();
      await finished(certificates);
      await write(document, `],\n"producer": ${JSON.stringify(producer)},\n"certificates": {`);
      const handle = await open(spool);
      for await (const chunk of handle.createReadStream()) if (!document.write(chunk)) await once(document, "drain");
      document.end("}}\n");
      await finished(document);
      await rename(part, file);
      await remove();
    },
    abandon: remove,
  };
}

async function fileWriter(file: string): Promise<Writable> {
  // Where somebody was is nobody else's business.
  const stream = createWriteStream(file, { mode: 0o600 });
  try {
    await once(stream, "open");
  } catch (error) {
    throw new InputError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  return stream;
}
