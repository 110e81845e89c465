import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "./errors.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Reads options and positionals. @throws UsageError, which never holds an option's value */
export function parseOptions<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // parseArgs throws TypeErrors with a sentence for people.
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
