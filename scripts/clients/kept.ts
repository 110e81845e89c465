import { mkdirSync, readFileSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { WholeClient } from "../../src/core/chain/clients/index.ts";
import type { ServedChain } from "./generate.ts";
import type { MlDsaKind } from "./ml-dsa/keys.ts";

/** Chains of one kind, with the roots that clients are told to trust. */
export interface MadePart {
  title: string;
  lead: string;
  /** DER. */
  roots: readonly Uint8Array[];
  chains: readonly ServedChain[];
  /** Firefox alone is asked, and takes the roots for its own. Such parts stand last. */
  builtIn?: true;
}

/** All that is asked about in one run: made once, so that a run can be taken up again. */
export interface MadeChains {
  /** When they were made, which is the time that they are judged at: milliseconds since the epoch. */
  now: number;
  seed: number;
  /** Whether nobody chose the seed. */
  drawn: boolean;
  parts: readonly MadePart[];
}

/** What one client said so far, chain after chain through all parts; "": it accepted. */
export interface KeptAnswers {
  version: string;
  answers: readonly string[];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));

type Written = { now: number; seed: number; drawn: boolean; parts: { title: string; lead: string; builtIn?: true; roots: string[]; chains: { id: string; host: string; sent: string[]; key: string; expected?: boolean; mlDsa?: MlDsaKind }[] }[] };

/** A run in a folder: the chains with their keys, and each client's answers in a file of its own. */
export class KeptRun {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  forget(): void {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
  }

  chains(): MadeChains | undefined {
    if (!existsSync(this.#path("chains"))) return undefined;
    const { parts, ...rest } = JSON.parse(readFileSync(this.#path("chains"), "utf8")) as Written;
    return {
      ...rest, parts: parts.map((part) => ({
        ...part, roots: part.roots.map(bytesOf), chains: part.chains.map((chain) => ({ ...chain, sent: chain.sent.map(bytesOf), key: bytesOf(chain.key) })),
      })),
    };
  }

  keepChains({ parts, ...rest }: MadeChains): void {
    const written: Written = { ...rest, parts: parts.map((part) => ({
      ...part, roots: part.roots.map(base64), chains: part.chains.map((chain) => ({ ...chain, sent: chain.sent.map(base64), key: base64(chain.key) })),
    })) };
    writeFileSync(this.#path("chains"), JSON.stringify(written), { mode: 0o600 });
  }

  answersOf(client: WholeClient["id"]): KeptAnswers {
    const path = this.#path(client);
    return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) as KeptAnswers : { version: "", answers: [] };
  }

  keepAnswers(client: WholeClient["id"], answers: KeptAnswers): void {
    writeFileSync(this.#path(client), JSON.stringify(answers));
  }

  #path(name: string): string {
    return join(this.folder, `${name}.json`);
  }
}
