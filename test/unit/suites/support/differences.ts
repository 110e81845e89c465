/** What a suite that judges whole paths and we differ on: for each case, why. */
import assert from "node:assert/strict";
import type { ChainError } from "../../../../src/core/chain/result.ts";

export interface Judged {
  id: string;
  expected: boolean;
  valid: boolean;
  errors: readonly ChainError[];
}

/** Rules of the strict profile that refuse what these suites, made of RFC 5280 alone or of one browser, accept; and their source. */
export const STRICTER: Readonly<Record<string, string>> = {
  "chain/ca-as-leaf": "a server's certificate is no CA's (BR 7.1.2.7.8); Firefox refuses it, too",
  "chain/criticality": "criticality that RFC 5280 and BR 7.1.2 ask for, which browsers do not hold against a chain",
  "chain/anchor-expired": "an anchor's own dates count where an anchor has them",
  "chain/extended-key-usage": "an anchor's own purposes count, and anyExtendedKeyUsage is not serverAuth (BR 7.1.2.7.10)",
  "chain/key-usage": "keyCertSign for a server, decipherOnly, or a CA that may not sign (RFC 5280 4.2.1.3)",
  "chain/name-constraints-malformed": "a URI constraint is a host or a domain, not a URI (RFC 5280 4.2.1.10)",
  "chain/not-a-ca": "an anchor of version 3 says that it is a CA's (RFC 5280 4.2.1.9)",
  "chain/not-yet-valid": "an anchor's own dates count where an anchor has them",
  "chain/path-length": "an anchor's own path length counts",
  "chain/unknown-critical-extension": "Microsoft's application policies, critical, say nothing that browsers read",
  "chain/unsupported-algorithm": "DSA, which no browser verifies",
  "chain/weak-key": "keys that no browser takes",
  "chain/weak-signature": "hashes that no browser takes",
};

/** Fails where a case differs without a reason: refused for a rule that has none and not in `refusedAlone`, or accepted and not in `acceptedAlone`. */
export function assertExplained(judged: readonly Judged[], { acceptedAlone = {}, refusedAlone = {} }: { acceptedAlone?: Readonly<Record<string, string>>; refusedAlone?: Readonly<Record<string, string>> } = {}): void {
  const refused = judged.filter(({ id, expected, valid }) => expected && !valid && !(id in refusedAlone));
  const unexplained = refused.filter(({ errors }) => errors.length === 0 || errors.some(({ rule }) => !(rule in STRICTER)));
  assert.deepEqual(unexplained.map(({ id, errors }) => [id, errors.map(({ rule }) => rule)]), []);
  assert.deepEqual(judged.filter(({ expected, valid }) => !expected && valid).map(({ id }) => id).sort(), Object.keys(acceptedAlone).sort());
}
