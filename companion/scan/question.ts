import type { ScanAnswer } from "./ask.ts";
import type { HelloOffer } from "./client-hello.ts";

export type ChosenByServer = Extract<ScanAnswer, { kind: "chosen" }>;

/** undefined: refused. */
export type ScanQuestion = (version: number, suites: readonly number[], groups: readonly number[], more?: Pick<HelloOffer, "extensions" | "bytes">) => Promise<ChosenByServer | undefined>;

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
}

export interface ScannedSuite {
  id: number;
  /** Of the exchange that came with it. */
  group?: number;
  /** Of the shortest prime that came with it. */
  primeBits?: number;
  signatureScheme?: number;
}
