// How fast an ordinary chain (leaf and intermediate sent, root trusted) is parsed, its path found and validated, and what
// was sent held against it: by us, by pkijs's CertificateChainValidationEngine, and by Node's native checkIssued and
// verify, which look at names, validity and signatures alone. Every turn begins with bytes; anchors are at hand for all.
// The floor is what no validator without a memory goes below: Node's native verify of the two signatures, certificates and
// keys ready. The contenders take turns in one process; a ratio is the median of the rounds' own, so that a machine with
// other work to do slows both sides of it.
//
//   node --import tsx bench/chain.ts
import { strictEqual } from "node:assert";
import { webcrypto, X509Certificate } from "node:crypto";
import { pathToFileURL } from "node:url";
import * as pkijs from "pkijs";
import { NodeSignatures } from "../cli/node-signatures.ts";
import { AnchorList } from "../src/core/chain/anchor-set.ts";
import { assessChain } from "../src/core/chain/assess-chain.ts";
import { SignatureVerifier } from "../src/core/chain/signature.ts";
import { Certificate } from "../src/core/x509/certificate.ts";
import { identity, issue, issueCa, NOW, selfSigned, type KeyKind } from "../lab/pki/maker.ts";
import { presented } from "../lab/pki/presented.ts";

const HOST = "www.example.test";
/** Leaves of one CA that are new in each round. */
const FRESH_LEAVES = 40;

const CONTENDERS = ["remembered", "newLeaf", "computed", "command", "vouched", "pkijs", "node", "floor"] as const;
type Contender = (typeof CONTENDERS)[number];

export interface ChainFigures {
  key: "P-256" | "RSA";
  /** Chains per second, for information: they depend on the machine. */
  perSecond: Record<Contender, number>;
  /**
   * Times as fast as pkijs's engine: all signatures remembered, as where a page is opened again; those above the leaf
   * remembered, as where a CA's next server is met; all computed, with keys never seen; none looked at.
   */
  timesPkijs: { remembered: number; newLeaf: number; computed: number; vouched: number };
  timesNode: { remembered: number; newLeaf: number; computed: number; command: number };
  /** How many times the floor it takes when all is computed. */
  overFloor: number;
}

/** What the project asks for, with signatures. */
export const CHAIN_LIMITS = { timesPkijs: 20, timesNode: 1 };

/** Runs the bench; `rounds` turns of the contenders for each key type. */
export async function benchChain(rounds = 30): Promise<ChainFigures[]> {
  pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto: webcrypto as Crypto }));
  const figures: ChainFigures[] = [];
  for (const key of ["P-256", "RSA"] as const) figures.push(await benchKey(key, rounds));
  return figures;
}

async function benchKey(key: KeyKind & ChainFigures["key"], rounds: number): Promise<ChainFigures> {
  const [rootId, caId, leafId] = await Promise.all([identity("Bench Root", key), identity("Bench CA", key), identity("Bench Leaf", key)]);
  const [root, ca, leaf] = await Promise.all([selfSigned(rootId), issueCa(caId, rootId), issue(leafId, caId)]);
  const sent = [leaf.der, ca.der];
  const anchors = new AnchorList([Certificate.parse(root.der)], "added");
  const verifier = new SignatureVerifier();
  const time = NOW;

  const ours = async (remember: SignatureVerifier, chain = sent): Promise<void> => {
    strictEqual((await assessChain({ host: HOST, time, sent: chain.map(presented), anchors, verifier: remember })).verdict, "valid");
  };
  const [first = leaf, ...leaves] = await Promise.all(Array.from({ length: FRESH_LEAVES + 1 }, () => issue(leafId, caId)));
  const newLeaves = async (): Promise<() => Promise<void>> => {
    const known = new SignatureVerifier();
    await ours(known, [first.der, ca.der]);
    let next = 0;
    return () => ours(known, [leaves[next++]?.der ?? leaf.der, ca.der]);
  };
  const built = [leaf.der, ca.der, root.der];
  const vouched = async (): Promise<void> => {
    const result = await assessChain({ host: HOST, time, sent: sent.map(presented), built: built.map(presented), browserVerdict: true });
    strictEqual(result.ordered, true);
  };
  const pkijsRoot = pkijs.Certificate.fromBER(root.der.slice().buffer);
  const theirs = async (): Promise<void> => {
    const certs = [...sent].reverse().map((der) => pkijs.Certificate.fromBER(der.slice().buffer));
    const engine = new pkijs.CertificateChainValidationEngine({ trustedCerts: [pkijsRoot], certs, checkDate: new Date(time) });
    strictEqual((await engine.verify()).result, true);
  };
  const nodeRoot = new X509Certificate(root.der);
  const native = (): Promise<void> => {
    const [own, issuer] = sent.map((der) => new X509Certificate(der));
    if (!own || !issuer) throw new Error("No chain.");
    const links = [[own, issuer], [issuer, nodeRoot]] as const;
    for (const [subject, above] of links) strictEqual(subject.checkIssued(above) && subject.verify(above.publicKey), true);
    strictEqual(own.checkHost(HOST), HOST);
    strictEqual(Date.parse(own.validFrom) <= time && time <= Date.parse(own.validTo), true);
    return Promise.resolve();
  };

  const pairs = [[leaf, ca], [ca, root]].map(([own, above]) => [new X509Certificate(own?.der ?? ""), new X509Certificate(above?.der ?? "").publicKey] as const);
  const floor = (): Promise<void> => {
    for (const [own, by] of pairs) strictEqual(own.verify(by), true);
    return Promise.resolve();
  };

  /** `prepare` gives what is timed; what it does itself is not. */
  const contenders: Record<Contender, { prepare: () => Promise<() => Promise<void>> | (() => Promise<void>); iterations: number }> = {
    remembered: { prepare: () => () => ours(verifier), iterations: 200 },
    newLeaf: { prepare: newLeaves, iterations: FRESH_LEAVES },
    computed: { prepare: () => () => ours(new SignatureVerifier()), iterations: 40 },
    command: { prepare: () => () => ours(new SignatureVerifier(new NodeSignatures())), iterations: 40 },
    vouched: { prepare: () => vouched, iterations: 200 },
    pkijs: { prepare: () => theirs, iterations: 10 },
    node: { prepare: () => native, iterations: 40 },
    floor: { prepare: () => floor, iterations: 40 },
  };
  const samples: Record<Contender, number[]> = { remembered: [], newLeaf: [], computed: [], command: [], vouched: [], pkijs: [], node: [], floor: [] };
  // The first third warms up.
  for (let round = 0; round < rounds; round++) {
    for (const name of CONTENDERS) {
      const { prepare, iterations } = contenders[name];
      const run = await prepare();
      const began = process.hrtime.bigint();
      for (let i = 0; i < iterations; i++) await run();
      if (round >= rounds / 3) samples[name].push(Number(process.hrtime.bigint() - began) / iterations);
    }
  }
  const ratio = (slow: Contender, fast: Contender): number => median(samples[slow].map((nanoseconds, round) => nanoseconds / (samples[fast][round] ?? NaN)));
  return {
    key,
    perSecond: Object.fromEntries(CONTENDERS.map((name) => [name, 1e9 / median(samples[name])])) as Record<Contender, number>,
    timesPkijs: { remembered: ratio("pkijs", "remembered"), newLeaf: ratio("pkijs", "newLeaf"), computed: ratio("pkijs", "computed"), vouched: ratio("pkijs", "vouched") },
    timesNode: { remembered: ratio("node", "remembered"), newLeaf: ratio("node", "newLeaf"), computed: ratio("node", "computed"), command: ratio("node", "command") },
    overFloor: ratio("computed", "floor"),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { key, perSecond, timesPkijs, timesNode, overFloor } of await benchChain()) {
    console.log(`${key}: chains per second`, Object.fromEntries(Object.entries(perSecond).map(([name, value]) => [name, Math.round(value)])));
    console.log(`  times pkijs: signatures remembered ${timesPkijs.remembered.toFixed(1)}, new leaf of a known CA ${timesPkijs.newLeaf.toFixed(1)}, all computed ${timesPkijs.computed.toFixed(1)}, vouched for ${timesPkijs.vouched.toFixed(1)}`);
    console.log(`  times Node's checkIssued and verify: remembered ${timesNode.remembered.toFixed(2)}, new leaf ${timesNode.newLeaf.toFixed(2)}, computed ${timesNode.computed.toFixed(2)}, computed by the verifier of the command ${timesNode.command.toFixed(2)}`);
    console.log(`  all computed takes ${overFloor.toFixed(1)} times as long as the two signatures alone, verified by Node`);
  }
}
