/**
 * The chains of BoringSSL's verifier (github.com/google/boringssl, pki/testdata/verify_certificate_chain_unittest) that are
 * judged as a server's below a trust anchor; its README describes the format of a .test file.
 */
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseUtcTime } from "./asn1-time.ts";
import type { Suite } from "./suite.ts";
import { existing, filesBelow, pemBodies } from "./suite.ts";

const FOLDER = join("pki", "testdata", "verify_certificate_chain_unittest");
/** What test_helpers.cc takes for `utc_time: DEFAULT`. */
const DEFAULT_TIME = "211005120000Z";
const ANCHOR = /^TRUSTED_ANCHOR(?!_OR_LEAF)/;

export interface BoringSslCase {
  id: string;
  /** Base64 DER, leaf first, the trust anchor last. */
  chain: string[];
  /** BoringSSL's word for how far the anchor's own fields count. */
  trust: string;
  /** ISO 8601. */
  time: string;
  /** Lines of its log that are errors; none: the chain is valid. */
  errors: string[];
}

export const boringssl: Suite = {
  repository: "https://github.com/google/boringssl",
  output: "boringssl-chains.jsonl",
  found: (folder) => existing(join(folder, FOLDER)),
  *cases(folder) {
    const root = join(folder, FOLDER);
    for (const file of filesBelow(root, ".test")) {
      const made = caseIn(relative(root, file), file);
      if (made) yield made;
    }
  },
};

/** The case of one .test file; undefined where it is not about a server below an anchor. */
export function caseIn(name: string, file: string): BoringSslCase | undefined {
  const text = readFileSync(file, "utf8");
  const field = (key: string): string | undefined => new RegExp(`^${key}: (.+)$`, "m").exec(text)?.[1]?.trim();
  const [trust = "", purpose = "", chain] = [field("last_cert_trust"), field("key_purpose"), field("chain")];
  if (!ANCHOR.test(trust) || purpose !== "SERVER_AUTH" || chain === undefined) return undefined;
  const time = field("utc_time");
  return {
    id: name.replace(/\.test$/, ""), chain: pemBodies(join(dirname(file), chain), "CERTIFICATE"), trust,
    time: parseUtcTime(time === undefined || time === "DEFAULT" ? DEFAULT_TIME : time),
    errors: [...text.matchAll(/^ERROR: (.+)$/gm)].map(([, error = ""]) => error),
  };
}
