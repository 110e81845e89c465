// How long all rules take over an ordinary chain (leaf, intermediate, root), beside parsing it, finding its path and validating
// that. `first`: a chain that was never seen; every turn begins with bytes, nothing is known of any certificate, and signatures
// are computed. `again`: another connection with the same certificates, where parsed certificates, signatures and what was found
// in each certificate are kept. The two take turns in one process; ratios are of medians over the rounds.
//
//   node --import tsx bench/rules.ts
import { strictEqual } from "node:assert";
import { english } from "../cli/messages.ts";
import { AnchorList } from "../src/core/chain/anchor-set.ts";
import { assessChain } from "../src/core/chain/assess-chain.ts";
import { SignatureVerifier } from "../src/core/chain/signature.ts";
import type { Observation } from "../src/core/observation.ts";
import { rate } from "../src/core/rating/rate.ts";
import { ratedCertificate, ratedConnection, ratedHit } from "../src/core/rating/rated.ts";
import { ruleContext } from "../src/core/rules/context.ts";
import { RULES } from "../src/core/rules/index.ts";
import { runRules } from "../src/core/rules/run.ts";
import { CertificateStore } from "../src/core/x509/certificate-store.ts";
import { Certificate } from "../src/core/x509/certificate.ts";
import { identity, issue, issueCa, NOW, selfSigned, type KeyKind } from "../lab/pki/maker.ts";
import { isMain } from "./main.ts";

const HOST = "www.example.test";

export interface RulesFigures {
  key: "P-256" | "RSA";
  first: Times;
  again: Times;
}

/** Nanoseconds for one chain, for information, and the ratio: rules by building. */
export interface Times {
  building: number;
  rules: number;
  rating: number;
  ratio: number;
}

/** What the project asks for: all rules over a chain take at most as long as parsing it and building its path. */
export const RULES_LIMIT = 1;

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
  const observation: Observation = {
    host: HOST, time: new Date(NOW).toISOString(), hsts: { maxAge: 63_072_000 },
    tlsInfo: { protocol: "TLS", tlsVersion: "TLS 1.3", cipherSuite: 0x1301, keyExchangeGroup: "x25519", sentChain: [leaf.der, ca.der] },
  };
  const turn = async (store: CertificateStore, verifier: SignatureVerifier, into: number[][]): Promise<void> => {
    const start = now();
    const sent = (observation.tlsInfo.sentChain ?? []).map((der) => store.intern(der));
    const chain = await assessChain({ host: HOST, time: NOW, sent, anchors, verifier });
    const built = now();
    const facts = ruleContext(observation, NOW, store, chain);
    const hits = runRules(RULES, facts, english);
    const ruled = now();
    const { score } = rate(ratedConnection(facts, ratedCertificate(facts)), hits.map(ratedHit), english);
    const rated = now();
    strictEqual(chain.verdict, "valid");
    strictEqual(score, 89);
    into.push([built - start, ruled - built, rated - ruled]);
  };
  const first: number[][] = [];
  const again: number[][] = [];
  const store = new CertificateStore();
  const verifier = new SignatureVerifier();
  for (let round = 0; round < rounds; round++) {
    // The first third warms up.
    const timed = round >= rounds / 3;
    for (let i = 0; i < ITERATIONS; i++) await turn(new CertificateStore(), new SignatureVerifier(), timed ? first : []);
    for (let i = 0; i < ITERATIONS; i++) await turn(store, verifier, timed ? again : []);
  }
  return { key, first: timesOf(first), again: timesOf(again) };
}

const ITERATIONS = 20;

function timesOf(samples: readonly number[][]): Times {
  const [building = NaN, rules = NaN, rating = NaN] = [0, 1, 2].map((column) => median(samples.map((sample) => sample[column] ?? NaN)));
  return { building, rules, rating, ratio: rules / building };
}

function now(): number {
  return Number(process.hrtime.bigint());
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

if (isMain(import.meta.url)) {
  const us = (nanoseconds: number): string => `${(nanoseconds / 1000).toFixed(0)} µs`;
  for (const { key, ...seen } of await benchRules()) {
    for (const [when, { building, rules, rating, ratio }] of Object.entries(seen)) {
      console.log(`${key}, ${when}: ${RULES.length} rules ${us(rules)}, rating ${us(rating)}; parsing and building ${us(building)}; ratio ${ratio.toFixed(2)}`);
    }
  }
}
