import { FOUND_FORMAT_NAMES } from "./found-format-names.ts";
import { FOUND_FORMATS } from "./found-formats.ts";
import type { FormatKind } from "./row-writer.ts";

/** The name of every format that a person can give, which is that of its file. */
export const FORMATS: readonly string[] = FOUND_FORMAT_NAMES;

/** The format of a name out of `FORMATS`. Throws where its file does not export one format alone. */
export function formatKind(name: string): FormatKind {
  const [kind, ...others] = Object.values(FOUND_FORMATS.get(name) ?? {});
  if (kind === undefined || others.length > 0) throw new Error(`cli/convert/format/${name}.ts has to export its FormatKind and nothing else: docs/adding-an-export-format.md`);
  return kind as FormatKind;
}
