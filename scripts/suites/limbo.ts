/** The cases of x509-limbo (github.com/C2SP/x509-limbo): one file of all, limbo.json. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Suite } from "./suite.ts";
import { existing } from "./suite.ts";

export const limbo: Suite = {
  repository: "https://github.com/C2SP/x509-limbo",
  output: "x509-limbo.jsonl",
  found: (folder) => existing(join(folder, "limbo.json")),
  unready: (folder) => (existing(join(folder, "limbo-schema.json")) ? `In ${folder} run: make limbo.json` : undefined),
  *cases(folder) {
    const { testcases } = JSON.parse(readFileSync(join(folder, "limbo.json"), "utf8")) as { testcases: Record<string, unknown>[] };
    // Nobody needs the keys.
    for (const each of testcases) yield Object.fromEntries(Object.entries(each).filter(([field]) => field !== "peer_certificate_key"));
  },
};
