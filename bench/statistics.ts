/** The middle value, the mean of the two middle ones of an even number. Throws RangeError for an empty list. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** Linear between the two nearest values; `at` from 0 to 1. Throws RangeError for an empty list. */
export function quantile(samples: readonly number[], at: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const position = (sorted.length - 1) * at;
  const low = sorted[Math.floor(position)];
  const high = sorted[Math.ceil(position)];
  if (low === undefined || high === undefined) throw new RangeError("There are no samples.");
  return low + (high - low) * (position - Math.floor(position));
}

/** Samples of one thing, with (`on`) and without (`off`) what is measured, taken close to each other in time. */
export interface Round {
  on: readonly number[];
  off: readonly number[];
}

export interface Ratio {
  /** Median of all `on` by median of all `off`. */
  ratio: number;
  /** 95 % interval, by resampling whole rounds. */
  low: number;
  high: number;
  /** The medians themselves, in the unit of the samples. */
  on: number;
  off: number;
}

const RESAMPLES = 2000;

/** The ratio of medians with its spread. The interval is reproducible: the resampling draws from a generator of its own. */
export function ratioOfMedians(rounds: readonly Round[]): Ratio {
  const of = (some: readonly Round[]) => {
    const on = median(some.flatMap((round) => round.on));
    const off = median(some.flatMap((round) => round.off));
    return { on, off, ratio: on / off };
  };
  const random = generator(1);
  const resampled = Array.from({ length: RESAMPLES }, () => of(rounds.map(() => rounds[Math.floor(random() * rounds.length)]).filter((round) => round !== undefined)).ratio);
  return { ...of(rounds), low: quantile(resampled, 0.025), high: quantile(resampled, 0.975) };
}

/** A linear congruential generator (Numerical Recipes' constants), 0 to below 1. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
