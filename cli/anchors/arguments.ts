import { START_TLS } from "../../companion/starttls/index.ts";
import { UsageError } from "../errors.ts";
import { parseOptions } from "../options.ts";

/** What `tlscope anchors` was asked for; files are not read yet. */
export interface AnchorsArguments {
  name: "anchors";
  /** "host" or "host:port". */
  host: string;
  /** A PEM file with what was sent: nothing is connected to. */
  sent?: string;
  /** "mozilla", "system", or a file; several count together. */
  from: string[];
  format: "text" | "json" | "pem";
  connect?: string;
  startTls?: string;
}

const OPTIONS = {
  sent: { type: "string" },
  from: { type: "string", multiple: true },
  json: { type: "boolean" },
  pem: { type: "boolean" },
  connect: { type: "string" },
  starttls: { type: "string" },
} as const;

/** Reads the arguments behind "tlscope anchors". @throws UsageError */
export function readAnchorsArguments(args: readonly string[]): AnchorsArguments {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const [host, extra] = positionals;
  if (host === undefined) throw new UsageError("give a host, as name or name:port");
  if (extra !== undefined) throw new UsageError(`"${extra}" is one argument too many`);
  if (values.json === true && values.pem === true) throw new UsageError("--json and --pem exclude each other");
  if (values.sent !== undefined && (values.connect ?? values.starttls) !== undefined) throw new UsageError("--connect and --starttls do not go with --sent: nothing is connected to");
  const startTls = START_TLS.find((each) => each === values.starttls);
  if (values.starttls !== undefined && startTls === undefined) throw new UsageError(`--starttls: "${values.starttls}" is not known; give one of ${START_TLS.join(", ")}`);
  return {
    name: "anchors", host, from: values.from ?? ["mozilla"],
    format: values.json === true ? "json" : values.pem === true ? "pem" : "text",
    ...(values.sent === undefined ? {} : { sent: values.sent }),
    ...(values.connect === undefined ? {} : { connect: values.connect }),
    ...(startTls === undefined ? {} : { startTls }),
  };
}
