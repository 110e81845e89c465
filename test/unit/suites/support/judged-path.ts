/** The judgement of a path for suites that name no host. */
import { presented, readable } from "../../../../lab/pki/presented.ts";
import { AnchorList } from "../../../../src/core/chain/anchor-set.ts";
import { assessChain } from "../../../../src/core/chain/assess-chain.ts";
import { STRICT } from "../../../../src/core/chain/clients/strict.ts";
import type { ChainError } from "../../../../src/core/chain/result.ts";

/** What only a server has: these suites are about paths, and their certificates name no host and no purpose. */
const OF_A_SERVER = new Set(["chain/name-mismatch"]);

/** Judges base64 certificates by the strict rules, target first, trust anchor last, at a time in ISO 8601. */
export async function judgedPath(chain: readonly string[], time: string): Promise<{ valid: boolean; errors: ChainError[] }> {
  const certificates = chain.map((text) => presented(new Uint8Array(Buffer.from(text, "base64"))));
  const anchors = new AnchorList(readable(certificates.slice(-1)), "added");
  const result = await assessChain({ host: "test.example", time: Date.parse(time), sent: certificates.slice(0, -1), anchors, rules: STRICT });
  const errors = result.errors.filter(({ rule }) => !OF_A_SERVER.has(rule));
  return { valid: result.path !== null && errors.length === 0, errors };
}
