import { CLIENT_NAMES, isClientName, type ClientName } from "../src/core/chain/clients/index.ts";
import { UsageError } from "./errors.ts";
import { readAnchorsArguments, type AnchorsArguments } from "./anchors/arguments.ts";
import { readImportArguments, type ImportArguments } from "./import/arguments.ts";
import { readCompanionArguments, type CompanionArguments } from "./companion/arguments.ts";
import { readConvertArguments, type ConvertArguments } from "./convert/arguments.ts";
import { readRecordArguments, type RecordArguments } from "./record/arguments.ts";
import { readProbeArguments, type ProbeArguments } from "./probe/arguments.ts";
import { readQueryArguments, type QueryArguments } from "./query/arguments.ts";
import { parseOptions } from "./options.ts";

/** What the command line asks for. */
export type Command =
  | { name: "help"; on?: string }
  | { name: "version" }
  | { name: "rules"; json: boolean }
  | { name: "assess-lines"; client: ClientName }
  | { name: "assess-document"; file: string; json: boolean; client: ClientName }
  | { name: "assess-files"; json: boolean; connection: ConnectionArguments; client: ClientName }
  | ProbeArguments
  | AnchorsArguments
  | ImportArguments
  | ConvertArguments
  | QueryArguments
  | RecordArguments
  | CompanionArguments;

/** One connection in PEM files and words. */
export interface ConnectionArguments {
  host: string;
  port?: string;
  sent?: string;
  built?: string;
  roots?: string;
  time?: string;
  tlsVersion?: string;
  cipherSuite?: string;
  group?: string;
}

const OPTIONS = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
  json: { type: "boolean" },
  jsonl: { type: "boolean" },
  host: { type: "string" },
  port: { type: "string" },
  sent: { type: "string" },
  built: { type: "string" },
  roots: { type: "string" },
  time: { type: "string" },
  "tls-version": { type: "string" },
  "cipher-suite": { type: "string" },
  group: { type: "string" },
  client: { type: "string" },
} as const;

/** Reads the arguments behind "tlscope". @throws UsageError */
export function readArguments(args: readonly string[]): Command {
  const [first] = args;
  // Its arguments are the browser's.
  if (first === "native-host") return readCompanionArguments(first, args.slice(1));
  // What stands behind "--" is for a browser.
  const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  const asksForHelp = own.includes("--help") || own.includes("-h");
  if (first === "probe" && !asksForHelp) return readProbeArguments(args.slice(1));
  if (first === "anchors" && !asksForHelp) return readAnchorsArguments(args.slice(1));
  if (first === "import" && !asksForHelp) return readImportArguments(args.slice(1));
  if (first === "convert" && !asksForHelp) return readConvertArguments(args.slice(1));
  if (first === "query" && !asksForHelp) return readQueryArguments(args.slice(1));
  if (first === "record" && !asksForHelp) return readRecordArguments(args.slice(1));
  if ((first === "install-companion" || first === "uninstall-companion") && !asksForHelp) return readCompanionArguments(first, args.slice(1));
  const { values, positionals } = parseOptions(asksForHelp ? ["--help"] : args, OPTIONS);
  if (values.help === true) return { name: "help", ...(first === undefined ? {} : { on: first }) };
  if (values.version === true) return { name: "version" };
  const [name, ...rest] = positionals;
  const json = values.json === true;
  switch (name) {
    case undefined:
      throw new UsageError("say what to do: probe, anchors, assess, import, record, convert, query or rules");
    case "rules":
      allowOnly(values, ["json"], "tlscope rules");
      allowFiles(rest, 0);
      return { name: "rules", json };
    case "assess":
      return assessCommand(values, rest, json);
    default:
      throw new UsageError(`there is no command "${name}"`);
  }
}

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

function assessCommand(values: Values, files: readonly string[], json: boolean): Command {
  const { client = "browsers" } = values;
  if (!isClientName(client)) throw new UsageError(`--client: "${client}" is not known; give one of ${CLIENT_NAMES.join(", ")}`);
  if (values.jsonl === true) {
    allowOnly(values, ["jsonl", "client"], "tlscope assess --jsonl");
    allowFiles(files, 0);
    return { name: "assess-lines", client };
  }
  if (values.host !== undefined) {
    allowFiles(files, 0);
    const { host, port, sent, built, roots, time, group, "tls-version": tlsVersion, "cipher-suite": cipherSuite } = values;
    const given = { port, sent, built, roots, time, group, tlsVersion, cipherSuite };
    const connection = { host, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
    return { name: "assess-files", json, connection, client };
  }
  allowOnly(values, ["json", "client"], "tlscope assess <file>");
  allowFiles(files, 1);
  const [file] = files;
  if (file === undefined) throw new UsageError("give a telemetry file or a recording, --jsonl, or --host with --sent");
  return { name: "assess-document", file, json, client };
}

function allowOnly(values: Values, allowed: readonly string[], form: string): void {
  const other = Object.keys(values).find((option) => !allowed.includes(option));
  if (other !== undefined) throw new UsageError(`--${other} does not go with ${form}`);
}

function allowFiles(files: readonly string[], count: number): void {
  const extra = files[count];
  if (extra !== undefined) throw new UsageError(`"${extra}" is one argument too many`);
}
