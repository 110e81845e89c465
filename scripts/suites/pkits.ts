/**
 * NIST's Public Key Interoperability Test Suite, as BoringSSL's repository has it (pki/testdata/nist-pkits): the sections
 * that need no revocation lists, without the cases that start from settings of their own.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Suite } from "./suite.ts";
import { existing } from "./suite.ts";

const FOLDER = join("pki", "testdata", "nist-pkits");
const LIST = join(FOLDER, "pkits_testcases-inl.h");
/** 4: revocation, 5: self-issued certificates and revocation, 14: distribution points, 15: delta lists. */
const SECTIONS = new Set(["1", "2", "3", "6", "7", "8", "9", "10", "11", "12", "13", "16"]);
/** Refused for a revocation list that nobody may sign. */
const BY_REVOCATION = new Set(["4.7.4", "4.7.5"]);
/** What test suites take for the time at which the certificates were published. */
const TIME = "2011-04-15T00:00:00Z";

export interface PkitsCase {
  /** Number and name, "4.1.1 ValidSignaturesTest1". */
  id: string;
  /** Base64 DER, target first, the trust anchor last. */
  chain: string[];
  expected: "valid" | "invalid";
  /** ISO 8601. */
  time: string;
}

export const pkits: Suite = {
  repository: "https://github.com/google/boringssl",
  output: "pkits.jsonl",
  found: (folder) => existing(join(folder, LIST)),
  *cases(folder) {
    const text = readFileSync(join(folder, LIST), "utf8");
    for (const { id, names, valid } of casesOfList(text)) {
      const files = names.map((name) => join(folder, FOLDER, "certs", `${name}.crt`));
      if (!files.every((file) => existsSync(file))) continue;
      yield { id, chain: files.map((file) => readFileSync(file, "base64")).reverse(), expected: valid ? "valid" : "invalid", time: TIME } satisfies PkitsCase;
    }
  },
};

interface Listed {
  id: string;
  /** Files without their ending, the trust anchor first. */
  names: string[];
  valid: boolean;
}

/** The cases of BoringSSL's generated list that a path's certificates alone decide. */
export function* casesOfList(text: string): Generator<Listed> {
  for (const body of text.split(/^WRAPPED_TYPED_TEST_P\(/m).slice(1)) {
    const number = /test_number = "([\d.]+)"/.exec(body)?.[1] ?? "";
    const name = /,\s*Section\d+(\w+)\)/.exec(body)?.[1] ?? "";
    if (!SECTIONS.has(number.split(".")[1] ?? "") || BY_REVOCATION.has(number) || /info\.SetInitial/.test(body)) continue;
    const names = [...(/certs\[\] = \{([^}]*)\}/.exec(body)?.[1] ?? "").matchAll(/"([^"]+)"/g)].map(([, file = ""]) => file);
    yield { id: `${number} ${name}`, names, valid: /should_validate = true/.test(body) };
  }
}
