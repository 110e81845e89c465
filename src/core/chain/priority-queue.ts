/** A binary heap: `pop` gives the element that `before` puts first; equals come in no certain order. */
export class PriorityQueue<Element> {
  readonly #heap: Element[] = [];
  readonly #before: (a: Element, b: Element) => boolean;

  constructor(before: (a: Element, b: Element) => boolean) {
    this.#before = before;
  }

  get size(): number {
    return this.#heap.length;
  }

  push(element: Element): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(element);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !this.#before(element, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = element;
  }

  pop(): Element | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      let below = heap[child];
      if (below === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && this.#before(right, below)) {
        child++;
        below = right;
      }
      if (!this.#before(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}
