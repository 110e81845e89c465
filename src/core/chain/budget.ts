/** How much work one chain may cost. A chain that needs more is refused, with what ran out as the reason. */
export interface BudgetLimits {
  /** Signatures, in verifications with a 2048-bit RSA key; larger keys count for more. */
  signatures: number;
  /** Partial paths looked at. */
  steps: number;
  /** A name held against a name constraint. */
  nameComparisons: number;
  /** Policies, mappings and the nodes that they make. */
  policyNodes: number;
}

/** rustls-webpki and Go stop at 100 signatures; OpenSSL and BoringSSL at 2^20 name comparisons. */
export const DEFAULT_BUDGET: Readonly<BudgetLimits> = {
  signatures: 100,
  steps: 4_000,
  nameComparisons: 2 ** 20,
  policyNodes: 10_000,
};

export class Budget {
  readonly #left: BudgetLimits;
  #ranOut: keyof BudgetLimits | undefined;

  constructor(limits: Readonly<BudgetLimits> = DEFAULT_BUDGET) {
    this.#left = { ...limits };
  }

  /** What ran out first; undefined while everything is within bounds. */
  get exhausted(): keyof BudgetLimits | undefined {
    return this.#ranOut;
  }

  /** Takes `amount`; false, now and for ever after, where there is not that much left. */
  spend(what: keyof BudgetLimits, amount = 1): boolean {
    if (this.#left[what] < amount) {
      this.#left[what] = 0;
      this.#ranOut ??= what;
      return false;
    }
    this.#left[what] -= amount;
    return true;
  }
}
