import { versionName } from "../connect/observation.ts";
import type { ChosenByServer } from "./question.ts";

/** A chain that a server sent, and with what. */
export interface ScannedChain {
  /** DER, in the order sent. */
  certificates: Uint8Array[];
  /** Names of versions, and code points of the signature schemes and suites, with which it came. */
  versions: string[];
  signatureSchemes: number[];
  suites: number[];
}

/** The chains of a scan, each once. */
export class Chains {
  readonly all: ScannedChain[] = [];

  /** Remembers the chain of an answer; its place, or undefined where none could be read. */
  placeOf({ cipherSuite, signatureScheme, seen: { certificates, serverHello } }: ChosenByServer): number | undefined {
    if (certificates === undefined || certificates.length === 0 || serverHello === undefined) return undefined;
    const sent = certificates.map(({ der }) => der);
    let place = this.all.findIndex((chain) => isSame(chain.certificates, sent));
    if (place < 0) place = this.all.push({ certificates: sent, versions: [], signatureSchemes: [], suites: [] }) - 1;
    const chain = this.all[place];
    if (chain === undefined) return undefined;
    addOnce(chain.versions, versionName(serverHello.version) ?? String(serverHello.version));
    addOnce(chain.suites, cipherSuite);
    if (signatureScheme !== undefined) addOnce(chain.signatureSchemes, signatureScheme);
    return place;
  }
}

function isSame(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  return a.length === b.length && a.every((each, index) => Buffer.compare(each, b[index] ?? new Uint8Array()) === 0);
}

function addOnce<T>(list: T[], value: T): void {
  if (!list.includes(value)) list.push(value);
}
