// How long all rules take over an ordinary chain (leaf, intermediate, root), beside parsing it, finding its path and checking
// that: with the bundled roots at hand and signatures remembered, and with signatures computed. Every turn begins with bytes, so
// that nothing of a certificate is known to any rule before; parsing and building are measured without the rules, then the whole
// with them, in turns. Ratios are of medians over the rounds.
//
//   node --import tsx bench/rules.ts
import { strictEqual } from "node:assert";
import { english } from "../cli/messages.ts";
import { AnchorList } from "../src/chain/anchor-set.ts";
import { assessChain } from "../src/chain/assess-chain.ts";
import type { ChainResult } from "../src/chain/result.ts";
import { SignatureVerifier } from "../src/chain/signature.ts";
import type { Observation } from "../src/observation.ts";
import { rate } from "../src/rating/rate.ts";
import { ruleContext } from "../src/rules/context.ts";
import { RULES } from "../src/rules/index.ts";
import { runRules } from "../src/rules/run.ts";
import { CertificateStore } from "../src/x509/certificate-store.ts";
import { Certificate } from "../src/x509/certificate.ts";
import { identity, issue, issueCa, NOW, selfSigned, type KeyKind } from "../test/support/pki.ts";
import { isMain } from "./main.ts";

const HOST = "www.example.test";

export interface RulesFigures {
  key: "P-256" | "RSA";
  /** Nanoseconds for one chain, for information: they depend on the machine. */
  built: number;
  rules: number;
  rating: number;
  remembered: number;
  /** Time of the rules by that of parsing and building: with signatures computed as a first visit does, and remembered. */
  byComputed: number;
  byRemembered: number;
}

/** What the project asks for: all rules take at most as long as parsing and building took. */
export const RULES_LIMIT = { byComputed: 1 };

/** Runs the bench; `rounds` turns for each key type. */
export async function benchRules(rounds = 45): Promise<RulesFigures[]> {
  const figures: RulesFigures[] = [];
  for (const key of ["P-256", "RSA"] as const) figures.push(await benchKey(key, rounds));
  return figures;
}

async function benchKey(key: KeyKind & RulesFigures["key"], rounds: number): Promise<RulesFigures> {
  const [rootId, caId, leafId] = await Promise.all([identity("Bench Root", key), identity("Bench CA", key), identity("Bench Leaf", key)]);
  const [root, ca, leaf] = await Promise.all([selfSigned(rootId), issueCa(caId, rootId), issue(leafId, caId)]);
  const anchors = new AnchorList([Certificate.parse(root.der)], "added");
  const kept = new SignatureVerifier();
  const observation: Observation = {
    host: HOST, time: new Date(NOW).toISOString(), hsts: { maxAge: 63_072_000 },
    tlsInfo: { protocol: "TLS", tlsVersion: "TLS 1.3", cipherSuite: 0x1301, keyExchangeGroup: "x25519", sentChain: [leaf.der, ca.der] },
  };
  const build = async (verifier: SignatureVerifier): Promise<{ store: CertificateStore; chain: ChainResult }> => {
    const store = new CertificateStore();
    const sent = (observation.tlsInfo.sentChain ?? []).map((der) => store.intern(der));
    const chain = await assessChain({ host: HOST, time: NOW, sent, anchors, verifier });
    strictEqual(chain.verdict, "valid");
    return { store, chain };
  };
  const samples: Record<"built" | "remembered" | "rules" | "rating", number[]> = { built: [], remembered: [], rules: [], rating: [] };
  for (let round = 0; round < rounds; round++) {
    const taken = { built: 0, remembered: 0, rules: 0, rating: 0 };
    for (let i = 0; i < ITERATIONS; i++) {
      const start = now();
      await build(new SignatureVerifier());
      const computed = now();
      const { store, chain } = await build(kept);
      const remembered = now();
      const facts = ruleContext(observation, NOW, store, chain);
      const hits = runRules(RULES, facts, english);
      const ruled = now();
      strictEqual(rate(facts, hits, english).score, 89);
      taken.built += computed - start;
      taken.remembered += remembered - computed;
      taken.rules += ruled - remembered;
      taken.rating += now() - ruled;
    }
    // The first third warms up.
    if (round >= rounds / 3) for (const name of NAMES) samples[name].push(taken[name] / ITERATIONS);
  }
  const { built, remembered, rules, rating } = { built: median(samples.built), remembered: median(samples.remembered), rules: median(samples.rules), rating: median(samples.rating) };
  return { key, built, remembered, rules, rating, byComputed: rules / built, byRemembered: rules / remembered };
}

const NAMES = ["built", "remembered", "rules", "rating"] as const;
const ITERATIONS = 20;

function now(): number {
  return Number(process.hrtime.bigint());
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

if (isMain(import.meta.url)) {
  for (const { key, built, remembered, rules, rating, byComputed, byRemembered } of await benchRules()) {
    const us = (nanoseconds: number): string => `${(nanoseconds / 1000).toFixed(0)} µs`;
    console.log(`${key}: ${RULES.length} rules ${us(rules)}, rating ${us(rating)}; parsing and building ${us(built)}, signatures remembered ${us(remembered)}: rules / building ${byComputed.toFixed(2)}, remembered ${byRemembered.toFixed(2)}`);
  }
}
