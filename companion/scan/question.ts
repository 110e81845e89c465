import type { ScanAnswer } from "./ask.ts";
import type { HelloOffer } from "./client-hello.ts";

export type ChosenByServer = Extract<ScanAnswer, { kind: "chosen" }>;

/** What a question offers beside version, suites and groups. */
export type MoreOffered = Partial<Omit<HelloOffer, "version" | "cipherSuites" | "groups" | "serverName">>;

/** @throws ProbeError where the scan is over, or the server cannot be asked any more */
export type ScanQuestion = (version: number, suites: readonly number[], groups: readonly number[], more?: MoreOffered) => Promise<ScanAnswer>;

export interface ScannedVersion {
  /** "TLS 1.2" */
  version: string;
  offered: boolean;
  /** In the server's order of preference where it has one, else in ours: strongest first. */
  suites: ScannedSuite[];
  /** Whose order decides among the suites; absent where there are fewer than two. */
  order?: "server" | "client";
  /** In the order in which the server took them, all being offered. */
  groups: number[];
  /** Whose order decides among the groups; absent where there are fewer than two. */
  groupOrder?: "server" | "client";
  /** Suites of which it is not known whether the server takes them, since it answered them with neither a choice nor a refusal; absent where there are none. */
  unclear?: { suites: number[]; answer: string };
  /** Signature schemes that the server signs its handshake with, in the order in which it took them, all being offered; absent where it could not be asked. */
  signatureSchemes?: number[];
}

export interface ScannedSuite {
  id: number;
  /** Of the exchange that came with it. */
  group?: number;
  /** Of the shortest prime that came with it. */
  primeBits?: number;
  signatureScheme?: number;
  /** Which chain came with it: its place among the scan's; absent where none could be read. */
  chain?: number;
}

/** What was chosen; undefined: refused. */
export function chosenOf(answer: ScanAnswer): ChosenByServer | undefined {
  return answer.kind === "chosen" ? answer : undefined;
}
