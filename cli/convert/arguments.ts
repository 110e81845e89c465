import { UsageError } from "../errors.ts";
import { parseOptions } from "../options.ts";
import { FORMATS } from "./format.ts";

/** Exports, lines of observations and recordings, to be written in another form. */
export interface ConvertArguments {
  name: "convert";
  files: readonly string[];
  to: string;
  /** Absent: standard output. */
  out?: string;
  /** What the rows say of where they were seen. */
  network?: string;
}

const OPTIONS = { to: { type: "string" }, out: { type: "string" }, network: { type: "string" } } as const;

/** Reads the arguments behind "tlscope convert". @throws UsageError */
export function readConvertArguments(args: readonly string[]): ConvertArguments {
  const { values: { to: given, out, network }, positionals: files } = parseOptions(args, OPTIONS);
  const to = FORMATS.find((each) => each === given);
  if (to === undefined) throw new UsageError(given === undefined ? `say what to convert to: --to ${FORMATS.join("|")}` : `"${given}" is no format that tlscope writes; ${FORMATS.join(", ")} are`);
  if (files.length === 0) throw new UsageError("give the files to convert: exports, lines of observations, recordings of a browser");
  return { name: "convert", files, to, ...(out === undefined ? {} : { out }), ...(network === undefined ? {} : { network }) };
}
