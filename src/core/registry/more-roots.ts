import { fromTrustedBase64 } from "../bytes/base64.ts";
import { MORE_ROOTS } from "./more-roots-data.ts";
import { fingerprintOfName } from "./name-fingerprint.ts";

/** A root that some shipped root program has and Mozilla's list lacks. */
export interface ForeignRoot {
  /** Lower-case hex. */
  readonly sha256: string;
  /** Decodes the certificate. */
  der(): Uint8Array;
}

let bySubject: ReadonlyMap<string, readonly ForeignRoot[]> | undefined;

/** Roots whose subject may be this Name (DER): compare, two names may share a fingerprint. */
export function foreignRootsBySubject(subject: Uint8Array): readonly ForeignRoot[] {
  return (bySubject ??= readRoots()).get(fingerprintOfName(subject)) ?? [];
}

function readRoots(): ReadonlyMap<string, readonly ForeignRoot[]> {
  const read = new Map<string, ForeignRoot[]>();
  for (const line of MORE_ROOTS.split("\n")) {
    const [subject, sha256, base64] = line.split(" ");
    if (subject === undefined || sha256 === undefined || base64 === undefined) continue;
    const root: ForeignRoot = { sha256, der: () => fromTrustedBase64(base64) };
    const same = read.get(subject);
    if (same) same.push(root);
    else read.set(subject, [root]);
  }
  return read;
}
