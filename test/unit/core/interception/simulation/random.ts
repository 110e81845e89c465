import { randomFrom } from "../../../../../scripts/support/random.ts";

/** Numbers that look random and are the same in each run. */
export class Random {
  /** 0 to 1. */
  readonly next: () => number;
  constructor(seed: number) {
    this.next = randomFrom(seed);
  }
  /** A whole number below a bound. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }
}
