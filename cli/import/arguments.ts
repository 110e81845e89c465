import type { ClientName } from "../../src/core/chain/clients/index.ts";
import { isDay } from "../../src/core/telemetry/json-reader.ts";
import { UsageError } from "../errors.ts";
import { parseOptions } from "../options.ts";

/** A recording of a browser's own connections. */
export interface ImportArguments {
  name: "import";
  form: RecordingFormName;
  /** "-": standard input. */
  file: string;
  output: ImportOutput;
  host?: string;
  /** Milliseconds since the epoch. */
  since?: number;
  ownTraffic: boolean;
  /** Of a capture alone: a file in the form of SSLKEYLOGFILE. */
  keyLog?: string;
  /** Whose verdict on chains it is where no browser spoke. */
  client?: ClientName;
}

export const RECORDING_FORMS = ["netlog", "har", "capture"] as const;
export type RecordingFormName = (typeof RECORDING_FORMS)[number];

export type ImportOutput = { form: "report" } | { form: "json" } | { form: "jsonl" } | { form: "telemetry"; file: string };

const OPTIONS = {
  json: { type: "boolean" },
  jsonl: { type: "boolean" },
  telemetry: { type: "string" },
  host: { type: "string" },
  since: { type: "string" },
  "own-traffic": { type: "boolean" },
  keylog: { type: "string" },
} as const;

/** Reads the arguments behind "tlscope import". @throws UsageError */
export function readImportArguments(args: readonly string[]): ImportArguments {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const [given, file, extra] = positionals;
  const form = RECORDING_FORMS.find((each) => each === given);
  if (form === undefined) throw new UsageError(given === undefined ? `say what to import: ${RECORDING_FORMS.join(", ")}` : `"${given}" cannot be imported; ${RECORDING_FORMS.join(", ")} can`);
  if (file === undefined) throw new UsageError(`give the file of tlscope import ${form}`);
  if (extra !== undefined) throw new UsageError(`"${extra}" is one argument too many`);
  if (values.keylog !== undefined && form !== "capture") throw new UsageError(`--keylog does not go with tlscope import ${form}`);
  return {
    name: "import", form, file, output: outputOf(values), ownTraffic: values["own-traffic"] === true,
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.keylog === undefined ? {} : { keyLog: values.keylog }),
    ...(values.since === undefined ? {} : { since: timeOf(values.since) }),
  };
}

function outputOf({ json, jsonl, telemetry }: { json?: boolean; jsonl?: boolean; telemetry?: string }): ImportOutput {
  const asked: ImportOutput[] = [
    ...(json === true ? [{ form: "json" } as const] : []), ...(jsonl === true ? [{ form: "jsonl" } as const] : []),
    ...(telemetry === undefined ? [] : [{ form: "telemetry", file: telemetry } as const]),
  ];
  if (asked.length > 1) throw new UsageError("give one of --json, --jsonl and --telemetry");
  return asked[0] ?? { form: "report" };
}

function timeOf(text: string): number {
  const time = /^\d{4}-\d\d-\d\d/.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw new UsageError(`--since: "${text}" is no time; give one such as 2026-11-21T12:00:00Z`);
  return time;
}
