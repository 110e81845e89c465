export interface QuietBounds {
  /** The act follows the last change by so much. Milliseconds. */
  quiet: number;
  /** It follows the first change by no more than this, however many come. Milliseconds. */
  most: number;
}

/**
 * Gathers the changes of many things, each named by a number, and acts on each once it has come to rest: while a page
 * loads, what is done for the toolbar is done at the page's cost.
 */
export function whenQuiet(act: (id: number) => void, { quiet, most }: QuietBounds): (id: number) => void {
  const changes = new Map<number, { first: number; last: number }>();

  function wait(id: number, milliseconds: number): void {
    setTimeout(() => {
      const change = changes.get(id);
      if (change === undefined) return;
      const now = Date.now();
      const rest = Math.min(change.last + quiet, change.first + most) - now;
      // A clock that was set back makes nobody wait for longer.
      if (rest > 0 && now >= change.last) {
        wait(id, rest);
        return;
      }
      changes.delete(id);
      act(id);
    }, milliseconds);
  }

  return (id) => {
    const now = Date.now();
    const change = changes.get(id);
    if (change !== undefined) {
      change.last = now;
      return;
    }
    changes.set(id, { first: now, last: now });
    wait(id, quiet);
  };
}
