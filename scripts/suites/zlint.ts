/** The cases of zlint (github.com/zmap/zlint): its tests name a certificate, a lint and what the lint says of it. */
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Suite } from "./suite.ts";
import { existing, filesBelow, pemBodies } from "./suite.ts";

/** What a test function says before it asks for the lint; the last one said counts. */
const INPUT = /(?:inputPath|InputFilename|filename)\s*(?::=|:)\s*"([^"]+\.pem)"|=\s*"([^"]+\.pem)"/g;
const EXPECTED = /(?:expected\w*|ExpectedResult|want)\s*(?::=|:)\s*lint\.(Pass|Error|Warn|Notice|NA|NE)\b/gi;
const LINT = /TestLint(?:WithConfig|Cert)?\(\s*"([a-z]_[a-z0-9_]+)"/g;

export const zlint: Suite = {
  repository: "https://github.com/zmap/zlint",
  output: "zlint-cases.jsonl",
  found: (folder) => existing(join(folder, "v3", "testdata"), join(folder, "v3", "lints")),
  *cases(folder) {
    const seen = new Set<string>();
    for (const file of filesBelow(join(folder, "v3", "lints"), "_test.go")) {
      for (const body of readFileSync(file, "utf8").split(/^func /m)) {
        for (const { lint, input, expected } of casesIn(body)) {
          const key = `${lint} ${input} ${expected}`;
          const [certificate] = seen.has(key) ? [] : pemBodies(join(folder, "v3", "testdata", input), "CERTIFICATE");
          seen.add(key);
          if (certificate !== undefined) yield { lint, source: basename(dirname(file)), file: input, expected, certificate };
        }
      }
    }
  },
};

/**
 * The cases of one function of Go: a lint, and certificates and results that stand in pairs (one pair, or a table of them). A
 * function that does not read so is passed over, as is one that gives the lint a configuration: it is of the lint as configured.
 */
export function casesIn(body: string): { lint: string; input: string; expected: string }[] {
  if (body.includes("TestLintWithConfig")) return [];
  const lints = new Set([...body.matchAll(LINT)].map(([, lint = ""]) => lint));
  const inputs = [...body.matchAll(INPUT)].map(([, given, assigned]) => given ?? assigned ?? "");
  const results = [...body.matchAll(EXPECTED)].map(([, result = ""]) => result);
  const [lint] = lints;
  if (lints.size !== 1 || lint === undefined || inputs.length !== results.length) return [];
  return inputs.map((input, index) => ({ lint, input, expected: results[index] ?? "" }));
}
