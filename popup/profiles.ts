import type { ProfileResult } from "../src/core/assessment.ts";

/** The chosen one first, the others in their order. */
export function profilesInOrder(results: readonly ProfileResult[], chosen: string): ProfileResult[] {
  return [...results].sort((one, other) => Number(other.profile === chosen) - Number(one.profile === chosen));
}
