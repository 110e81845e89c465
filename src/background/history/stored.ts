/** What is stored of a host: about how much it takes, and when it was last seen (milliseconds since the epoch). */
export interface Sized {
  bytes: number;
  lastSeen: number;
}

/** What the rows of a store take together. */
export interface Sum {
  count: number;
  bytes: number;
}

/** What bounds a store. */
export interface Bounds {
  /** Rows not seen for so long are forgotten. Milliseconds. */
  maxAge: number;
  /** Beyond it those seen longest ago are forgotten. */
  maxBytes: number;
}

/** A place in the rows of a store, in the order in which they were last seen. */
interface Place {
  readonly value: Sized;
  delete(): Promise<void>;
  continue(): Promise<Place | null>;
}

export const DAY = 86_400_000;
/** So much is left after forgetting, so that it is not done at each write. */
const AFTER_FORGETTING = 0.9;
const MEGABYTE = 1_000_000;

/** No host name has a space. */
export function hostId(host: string, port: number): string {
  return `${host} ${String(port)}`;
}

/** The ids of a host at all its ports. */
export function rangeOf(host: string): IDBKeyRange {
  return IDBKeyRange.bound(`${host} `, `${host} \uffff`);
}

/** `megabytes`: of 1,000,000 bytes. */
export function boundsOf({ days, megabytes }: { days: number; megabytes: number }): Bounds {
  return { maxAge: days * DAY, maxBytes: megabytes * MEGABYTE };
}

export function subtract(sum: Sum, { bytes }: Sized): void {
  sum.count -= 1;
  sum.bytes -= bytes;
}

/** Forgets what is too old and, where there is too much, what was seen longest ago. `first`: the row seen longest ago. */
export async function forgetOldest(first: Place | null, sum: Sum, { maxAge, maxBytes }: Bounds, now: number): Promise<void> {
  const wanted = sum.bytes > maxBytes ? maxBytes * AFTER_FORGETTING : Number.POSITIVE_INFINITY;
  let place = first;
  while (place !== null && (sum.bytes > wanted || place.value.lastSeen < now - maxAge)) {
    subtract(sum, place.value);
    await place.delete();
    place = await place.continue();
  }
}
