// How fast an ordinary chain (leaf and intermediate sent, root trusted) is parsed, its path found and validated, and what
// was sent held against it: by us, by pkijs's CertificateChainValidationEngine, and by Node's native checkIssued and
// verify, which look at names, validity and signatures alone. Every turn begins with bytes; anchors are at hand for all.
// The contenders take turns in one process; ratios are of medians over the rounds.
//
//   node --import tsx bench/chain.ts
import { strictEqual } from "node:assert";
import { webcrypto, X509Certificate } from "node:crypto";
import { pathToFileURL } from "node:url";
import * as pkijs from "pkijs";
import { AnchorList } from "../src/chain/anchor-set.ts";
import { assessChain } from "../src/chain/assess-chain.ts";
import { SignatureVerifier } from "../src/chain/signature.ts";
import { Certificate } from "../src/x509/certificate.ts";
import { identity, issue, issueCa, NOW, selfSigned, type KeyKind } from "../test/support/pki.ts";
import { presented } from "../test/support/presented.ts";

const HOST = "www.example.test";

export interface ChainFigures {
  key: "P-256" | "RSA";
  /** Chains per second, for information: they depend on the machine. */
  remembered: number;
  computed: number;
  vouched: number;
  pkijs: number;
  node: number;
  /** Times as fast as pkijs's engine: signatures remembered from another connection, computed, not looked at. */
  timesPkijs: { remembered: number; computed: number; vouched: number };
  timesNode: { remembered: number; computed: number };
}

/** What the project asks for, with signatures. */
export const CHAIN_LIMITS = { timesPkijs: 20 };

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

  const ours = async (remember: SignatureVerifier): Promise<void> => {
    strictEqual((await assessChain({ host: HOST, time, sent: sent.map(presented), anchors, verifier: remember })).verdict, "valid");
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

  const contenders = {
    remembered: { run: () => ours(verifier), iterations: 200 },
    computed: { run: () => ours(new SignatureVerifier()), iterations: 40 },
    vouched: { run: vouched, iterations: 200 },
    pkijs: { run: theirs, iterations: 10 },
    node: { run: native, iterations: 40 },
  };
  const samples: Record<keyof typeof contenders, number[]> = { remembered: [], computed: [], vouched: [], pkijs: [], node: [] };
  // The first third warms up.
  for (let round = 0; round < rounds; round++) {
    for (const [name, { run, iterations }] of Object.entries(contenders) as [keyof typeof contenders, typeof contenders.pkijs][]) {
      const began = process.hrtime.bigint();
      for (let i = 0; i < iterations; i++) await run();
      if (round >= rounds / 3) samples[name].push(Number(process.hrtime.bigint() - began) / iterations);
    }
  }
  const nanoseconds = { remembered: median(samples.remembered), computed: median(samples.computed), vouched: median(samples.vouched), pkijs: median(samples.pkijs), node: median(samples.node) };
  const perSecond = (name: keyof typeof nanoseconds): number => 1e9 / nanoseconds[name];
  return {
    key, remembered: perSecond("remembered"), computed: perSecond("computed"), vouched: perSecond("vouched"), pkijs: perSecond("pkijs"), node: perSecond("node"),
    timesPkijs: {
      remembered: nanoseconds.pkijs / nanoseconds.remembered, computed: nanoseconds.pkijs / nanoseconds.computed, vouched: nanoseconds.pkijs / nanoseconds.vouched,
    },
    timesNode: { remembered: nanoseconds.node / nanoseconds.remembered, computed: nanoseconds.node / nanoseconds.computed },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { key, timesPkijs, timesNode, ...perSecond } of await benchChain()) {
    console.log(`${key}: chains per second`, Object.fromEntries(Object.entries(perSecond).map(([name, value]) => [name, Math.round(value)])));
    console.log(`  times pkijs: signatures remembered ${timesPkijs.remembered.toFixed(1)}, computed ${timesPkijs.computed.toFixed(1)}, vouched for ${timesPkijs.vouched.toFixed(1)}`);
    console.log(`  times Node's checkIssued and verify: remembered ${timesNode.remembered.toFixed(2)}, computed ${timesNode.computed.toFixed(2)}`);
  }
}
