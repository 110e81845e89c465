import type { WholeClient } from "../../../src/core/chain/clients/index.ts";

/** Where a chain is served. */
export interface ServedTarget {
  host: string;
  port: number;
}

/** A real client on this machine. */
export interface RealClient {
  id: WholeClient["id"];
  /** As it names itself, once it was asked. */
  version: string;
  /** What it said of each target, in order: "" where it accepted. */
  answers: readonly string[];
}

export interface Asked {
  targets: readonly ServedTarget[];
  /** A file of the trusted roots in PEM. */
  rootsFile: string;
  /** A folder for what has to be built. */
  folder: string;
}

/** A client that is asked about some targets at a time. */
export interface OpenClient {
  ask(asked: Asked): Promise<RealClient>;
  close(): Promise<void>;
}

/** All that a client which is started once has to know beforehand. */
export interface WhoIsThere {
  hosts: readonly string[];
  rootPems: readonly string[];
  /** Roots that the client is to take for those that it came with, if it is one that can. */
  builtInPems?: readonly string[];
}

/** Why a client was not asked. */
export class NotRun extends Error {}
