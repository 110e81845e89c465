/** The path building cases of BetterTLS (github.com/Netflix/bettertls), from the file that its own program exports. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Suite } from "./suite.ts";
import { existing } from "./suite.ts";

const EXPORT = "bettertls.tests.json";

interface Exported {
  /** When the certificates were made: they are valid for a year. */
  date: string;
  suites: { pathbuilding?: { trustRoot: string; tests: Record<string, unknown>[] } };
}

export const bettertls: Suite = {
  repository: "https://github.com/Netflix/bettertls",
  output: "bettertls-pathbuilding.jsonl",
  found: (folder) => existing(join(folder, EXPORT)),
  unready: (folder) => (existing(join(folder, "test-suites", "cmd", "bettertls")) ? `In ${join(folder, "test-suites")} run: go run ./cmd/bettertls export-tests --out ../${EXPORT}` : undefined),
  *cases(folder) {
    const { date, suites } = JSON.parse(readFileSync(join(folder, EXPORT), "utf8")) as Exported;
    const { trustRoot = "", tests = [] } = suites.pathbuilding ?? {};
    for (const each of tests) yield { ...each, trustRoot, validationTime: date };
  },
};
