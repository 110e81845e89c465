// How fast a leaf is parsed and twenty of its fields are read (bench/parser/readers.ts), by us, by @peculiar/x509 and by
// Node's native X509Certificate. A fresh object for every reading; the three take turns in one process, so that heat,
// other work and the collector meet all alike; ratios are of medians over the rounds.
//
//   node --import tsx bench/parser.ts
import { deepStrictEqual } from "node:assert";
import { pathToFileURL } from "node:url";
import { makeLeaf } from "./parser/leaf.ts";
import { readNode, readOurs, readPeculiar, type TwentyFields } from "./parser/readers.ts";

export interface ParserFigures {
  key: "RSA" | "EC";
  /** Nanoseconds for one certificate, for information: they depend on the machine. */
  ours: number;
  peculiar: number;
  node: number;
  /** How many times as fast as the other. */
  timesPeculiar: number;
  timesNode: number;
}

/** What the project asks for, on the slower of the two leaves. */
export const PARSER_LIMITS = { timesPeculiar: 50, timesNode: 5 };

/** Runs the bench; `rounds` turns of the three for each key type. */
export async function benchParser(rounds = 60): Promise<ParserFigures[]> {
  const figures: ParserFigures[] = [];
  for (const key of ["EC", "RSA"] as const) {
    const der = new Uint8Array(await makeLeaf(key));
    sameFields(der);
    const ours: number[] = [];
    const peculiar: number[] = [];
    const node: number[] = [];
    // The first third warms up. Iterations are chosen so that each turn takes about as long.
    for (let round = 0; round < rounds; round++) {
      const timed = round >= rounds / 3;
      const turn = (samples: number[], read: (bytes: typeof der) => TwentyFields, iterations: number): void => {
        const sample = timePerRead(der, read, iterations);
        if (timed) samples.push(sample);
      };
      turn(ours, readOurs, 1000);
      turn(peculiar, readPeculiar, 20);
      turn(node, readNode, 100);
    }
    const [a, b, c] = [median(ours), median(peculiar), median(node)];
    figures.push({ key, ours: a, peculiar: b, node: c, timesPeculiar: b / a, timesNode: c / a });
  }
  return figures;
}

/** All three must tell the same, else they would not do the same work. */
function sameFields(der: Uint8Array<ArrayBuffer>): void {
  const ours = comparable(readOurs(der));
  deepStrictEqual(comparable(readPeculiar(der)), ours);
  deepStrictEqual(comparable(readNode(der)), ours);
}

function comparable({ subject, issuer, ...fields }: TwentyFields): object {
  return { ...fields, extendedKeyUsage: fields.extendedKeyUsage.join(), named: subject.includes("www.example.test") && issuer.includes("Bench Intermediate") };
}

let sink = 0;

function timePerRead(der: Uint8Array<ArrayBuffer>, read: (bytes: Uint8Array<ArrayBuffer>) => TwentyFields, iterations: number): number {
  const start = process.hrtime.bigint();
  for (let i = 0; i < iterations; i++) {
    const fields = read(der);
    sink += fields.subject.length + fields.issuer.length + fields.dnsNames.length;
  }
  return Number(process.hrtime.bigint() - start) / iterations;
}

function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  let missed = false;
  for (const { key, ours, peculiar, node, timesPeculiar, timesNode } of await benchParser()) {
    console.log(
      `${key.padEnd(3)} ${timesPeculiar.toFixed(1)} times as fast as @peculiar/x509, ${timesNode.toFixed(1)} times as fast as Node's X509Certificate`
      + `  (ours ${ours.toFixed(0)} ns, @peculiar/x509 ${peculiar.toFixed(0)} ns, Node ${node.toFixed(0)} ns)`,
    );
    missed ||= timesPeculiar < PARSER_LIMITS.timesPeculiar || timesNode < PARSER_LIMITS.timesNode;
  }
  if (sink === 0) throw new Error("Nothing was read.");
  if (missed) {
    console.error(`Below the limits: ${PARSER_LIMITS.timesPeculiar} times @peculiar/x509, ${PARSER_LIMITS.timesNode} times Node.`);
    process.exitCode = 1;
  }
}
