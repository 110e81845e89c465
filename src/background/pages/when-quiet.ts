export interface QuietBounds {
  /** The act follows the last change by so much. Milliseconds. */
  quiet: number;
  /** It follows the first change by no more than this, however many come. Milliseconds. */
  most: number;
}

/**
 * Gathers the changes of many things, each named by a number, and acts on each once it has come to rest: while a page
 * loads, what is made of it is made at the page's cost.
 */
export function whenQuiet(act: (id: number) => void, { quiet, most }: QuietBounds): (id: number) => void {
  const changes = new Map<number, { first: number; last: number }>();

  function wait(id: number, change: { first: number; last: number }, milliseconds: number): void {
    setTimeout(() => {
      const rest = Math.min(change.last + quiet, change.first + most) - performance.now();
      if (rest > 0) {
        wait(id, change, rest);
        return;
      }
      changes.delete(id);
      act(id);
    }, milliseconds);
  }

  return (id) => {
    const now = performance.now();
    const known = changes.get(id);
    if (known !== undefined) {
      known.last = now;
      return;
    }
    const change = { first: now, last: now };
    changes.set(id, change);
    wait(id, change, quiet);
  };
}
