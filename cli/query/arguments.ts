import { UsageError } from "../errors.ts";
import { parseOptions } from "../options.ts";

/** A question to files, by chDB, or to a server. */
export interface QueryArguments {
  name: "query";
  /** The name of a question, or SQL; absent: the questions are to be listed. */
  question?: string;
  files: readonly string[];
  server?: string;
  output: "table" | "json" | "csv";
  /** chDB may be fetched without asking. */
  yes: boolean;
}

const OPTIONS = {
  list: { type: "boolean" }, server: { type: "string" }, json: { type: "boolean" }, csv: { type: "boolean" }, yes: { type: "boolean", short: "y" },
} as const;

/** Reads the arguments behind "tlscope query". @throws UsageError */
export function readQueryArguments(args: readonly string[]): QueryArguments {
  const { values, positionals: [question, ...files] } = parseOptions(args, OPTIONS);
  if (values.json === true && values.csv === true) throw new UsageError("give one of --json and --csv");
  const output = values.json === true ? "json" : values.csv === true ? "csv" : "table";
  const common = { name: "query", output, yes: values.yes === true } as const;
  if (values.list === true) {
    if (question !== undefined || values.server !== undefined) throw new UsageError("tlscope query --list takes nothing else");
    return { ...common, files };
  }
  if (question === undefined) throw new UsageError("say what to ask: a name of tlscope query --list, or SQL in quotes");
  if (values.server === undefined && files.length === 0) throw new UsageError("give the files to ask, or --server URL");
  if (values.server !== undefined && files.length > 0) throw new UsageError("give files or --server, not both");
  return { ...common, question, files, ...(values.server === undefined ? {} : { server: values.server }) };
}
