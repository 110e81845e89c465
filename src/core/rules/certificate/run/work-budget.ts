/** What a hit costs beside the bytes that its rule looks at. */
export const STEPS_OF_A_HIT = 256;

/** The work that all rules together may do on one certificate: a byte that a rule looks at is a step. */
const MAX_STEPS = 32 * 1024 * 1024;

/** There is no work left for the rule. */
export class OverBudgetError extends Error {
  override readonly name = "OverBudgetError";
  readonly code = "over-budget";
}

/** Counts work in steps, so that the same certificate has the same judgement on every machine. */
export class WorkBudget {
  #left: number;

  constructor(steps = MAX_STEPS) {
    this.#left = steps;
  }

  /** Steps. */
  get left(): number {
    return this.#left;
  }

  /** @throws OverBudgetError where so many steps are not left; nothing is then taken, and less may still be spent. */
  spend(steps: number): void {
    if (steps > this.#left) throw new OverBudgetError(`${steps} steps are not left of the certificate's budget of work.`);
    this.#left -= steps;
  }
}
