/** Turns settings of one version into those of the next. What it is given may be damaged. */
export type Migration = (stored: Record<string, unknown>) => Record<string, unknown>;

/** 1 to 2: whether hosts are remembered was a part of `interception`; the memory has a part of its own, with its limits. */
export function memoryOfItsOwn(stored: Record<string, unknown>): Record<string, unknown> {
  const { interception, ...others } = stored;
  if (typeof interception !== "object" || interception === null || Array.isArray(interception)) return stored;
  const { remember, ...rest } = interception as Record<string, unknown>;
  return { ...others, interception: rest, memory: { remember } };
}
