import { isIP } from "node:net";
import { presented } from "../../lab/pki/presented.ts";
import type { MadePart } from "./kept.ts";
import { NotReissued } from "./reissue/original-keys.ts";
import { reissue, type ForeignChain, type ReissuedChain } from "./reissue/reissue.ts";
import { suiteLines } from "./suite-lines.ts";

interface SuiteLine {
  suite: string;
  id: string;
  /** What we once did that the suite does not. */
  kind: "false reject" | "false accept";
  observation: { host: string; time?: string; tlsInfo: { sentChain?: string[] }; trustAnchors?: string[] };
}

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));

/** What is left of a suite that others wrote, of whose chains nobody here has the keys. */
export interface SuiteShapes {
  reissued: readonly (ReissuedChain & { original: ForeignChain })[];
  /** Chains that cannot be issued again, by why. */
  left: ReadonlyMap<string, readonly string[]>;
}

/** The chains of the suite issued again; undefined where the suite is not here. `now`: milliseconds since the epoch. */
export function suiteShapes(now: number): SuiteShapes | undefined {
  const lines = suiteLines("more-chains.jsonl");
  if (!lines) return undefined;
  const reissued: (ReissuedChain & { original: ForeignChain })[] = [];
  const left = new Map<string, string[]>();
  for (const [i, line] of lines.entries()) {
    const { suite, id, kind, observation: { host, time, tlsInfo: { sentChain = [] }, trustAnchors = [] } } = JSON.parse(line) as SuiteLine;
    const original = { id: `${suite}: ${id}`, host, time: time === undefined ? now : Date.parse(time), sent: sentChain.map(fromBase64), anchors: trustAnchors.map(fromBase64) };
    try {
      holdToWhatCanBeAsked(original);
      const { chain, anchors } = reissue(original, `r${String(i)}`, now);
      reissued.push({ original, chain: { ...chain, expected: kind === "false reject" }, anchors });
    } catch (error) {
      if (!(error instanceof NotReissued)) throw error;
      left.set(error.message, [...left.get(error.message) ?? [], original.id]);
    }
  }
  return { reissued, left };
}

function holdToWhatCanBeAsked({ host, anchors }: ForeignChain): void {
  if (isIP(host) !== 0) throw new NotReissued("a host that is an address, and none of this machine");
  // No server name indication has one (RFC 6066 section 3), and servers end the handshake.
  if (host.endsWith(".")) throw new NotReissued("a host with a trailing dot");
  if (!/^[A-Za-z0-9._-]+$/.test(host)) throw new NotReissued("a host that is no name of one");
  if (anchors.some((der) => presented(der).certificate === undefined)) throw new NotReissued("an anchor that cannot be read");
}

/** Those chains as a part of what clients are asked about. */
export function suiteShapesPart(now: number): MadePart | undefined {
  const shapes = suiteShapes(now);
  if (!shapes) return undefined;
  const { reissued, left } = shapes;
  const count = [...left.values()].reduce((sum, { length }) => sum + length, 0);
  return {
    title: "Shapes of suites, issued again",
    lead: `Chains of \`more-chains.jsonl\`, from suites that others wrote and whose keys are not here, with keys and dates of our own and all else as it was: ${String(reissued.length)} of ${String(reissued.length + count)}.${
      count === 0 ? "" : ` Not issued again: ${[...left].map(([why, { length }]) => `${String(length)} with ${why}`).join("; ")}.`}`,
    chains: reissued.map(({ chain }) => chain), roots: reissued.flatMap(({ anchors }) => anchors),
  };
}
