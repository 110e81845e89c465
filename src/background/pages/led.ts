import type { Journal } from "./journal.ts";

/** A page without TLS that was sent on to another host. */
export interface Led {
  from: string;
  to: string;
  /** Milliseconds since the epoch. */
  time: number;
}

const KEY = "led";
const MOST = 20;

/** Where pages without TLS were sent on to lately, the last of them: so networks lead to their login page. Nothing of private windows. */
export class LedElsewhere {
  readonly #journal: Journal;
  #all: Led[] = [];

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get all(): readonly Led[] {
    return this.#all;
  }

  add(led: Led): void {
    this.#all = [...this.#all.slice(1 - MOST), led];
    this.#journal.put(KEY, () => this.#all);
  }

  restore(stored: Readonly<Record<string, unknown>>): void {
    this.#all = (stored[KEY] ?? []) as Led[];
  }
}
