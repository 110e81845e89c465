import { fingerprintOfName } from "./name-fingerprint.ts";
import { FORMER_ROOTS, ROOTS, ROOTS_DATE } from "./roots-data.ts";
import { fromTrustedBase64 } from "../bytes/base64.ts";

/** A root certificate that Mozilla's root program trusts for TLS servers. */
export interface BundledRoot {
  /** Lower-case hex. */
  readonly sha256: string;
  /** Leaves whose notBefore is later are not trusted; milliseconds since the epoch. */
  readonly distrustAfter?: number;
  /** Decodes the certificate. */
  der(): Uint8Array;
}

interface Index {
  bySubject: Map<string, BundledRoot[]>;
  byKeyIdentifier: Map<string, BundledRoot[]>;
  bySha256: Map<string, BundledRoot>;
}

let former: ReadonlySet<string> | undefined;
let built: Index | undefined;

/** When the list of trusted roots was made, in milliseconds since the epoch. */
export const rootsDate: number = Date.parse(ROOTS_DATE);

/** Roots whose subject may be this Name (DER): compare, two names may share a fingerprint. */
export function rootsBySubject(subject: Uint8Array): readonly BundledRoot[] {
  return index().bySubject.get(fingerprintOfName(subject)) ?? [];
}

/** Roots with this subject key identifier (lower-case hex). */
export function rootsByKeyIdentifier(keyIdentifier: string): readonly BundledRoot[] {
  return index().byKeyIdentifier.get(keyIdentifier) ?? [];
}

/** The root with this SHA-256 (lower-case hex). */
export function rootBySha256(sha256: string): BundledRoot | undefined {
  return index().bySha256.get(sha256);
}

/** Whether Mozilla's program has, or once had, this root (SHA-256, lower-case hex): it is no stranger, trusted or not. */
export function isProgramRoot(sha256: string): boolean {
  former ??= new Set(FORMER_ROOTS.split("\n").filter((line) => line !== ""));
  return former.has(sha256) || index().bySha256.has(sha256);
}

/** All of them, in no certain order. */
export function allRoots(): Iterable<BundledRoot> {
  return index().bySha256.values();
}

function index(): Index {
  return built ??= buildIndex();
}

/** Reads everything but the certificates. */
function buildIndex(): Index {
  const result: Index = { bySubject: new Map(), byKeyIdentifier: new Map(), bySha256: new Map() };
  for (const line of ROOTS.split("\n")) {
    const [subject, keyIdentifier, sha256, distrustAfter, base64] = line.split(" ");
    if (subject === undefined || keyIdentifier === undefined || sha256 === undefined || base64 === undefined) continue;
    const root: BundledRoot = {
      sha256, ...(distrustAfter === "" ? {} : { distrustAfter: Number(distrustAfter) * 1000 }), der: () => fromTrustedBase64(base64),
    };
    append(result.bySubject, subject, root);
    if (keyIdentifier !== "") append(result.byKeyIdentifier, keyIdentifier, root);
    result.bySha256.set(sha256, root);
  }
  return result;
}

function append(map: Map<string, BundledRoot[]>, key: string, root: BundledRoot): void {
  const list = map.get(key);
  if (list) list.push(root);
  else map.set(key, [root]);
}
