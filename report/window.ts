/** Which of many rows of one height are to be drawn. */
export interface RowWindow {
  first: number;
  /** One beyond the last. */
  end: number;
}

/** Rows drawn beyond what is seen, so that a fast hand finds no gap. */
const SPARE = 8;

/** The rows that a box of `height` shows when it is scrolled to `top`, and some more. All in CSS pixels. */
export function rowWindow(total: number, top: number, height: number, rowHeight: number): RowWindow {
  const first = Math.max(0, Math.min(total, Math.floor(top / rowHeight) - SPARE));
  return { first, end: Math.max(first, Math.min(total, Math.ceil((top + height) / rowHeight) + SPARE)) };
}

/** Where a key leads from a row; undefined for a key that leads nowhere. `page`: rows seen at once. */
export function rowAfterKey(key: string, row: number, total: number, page: number): number | undefined {
  const bounded = (wanted: number): number => Math.max(0, Math.min(total - 1, wanted));
  switch (key) {
    case "ArrowDown":
      return bounded(row + 1);
    case "ArrowUp":
      return bounded(row - 1);
    case "PageDown":
      return bounded(row + Math.max(1, page - 1));
    case "PageUp":
      return bounded(row - Math.max(1, page - 1));
    case "Home":
      return 0;
    case "End":
      return bounded(total - 1);
    default:
      return undefined;
  }
}

/** Where the box must be scrolled to so that a row is seen whole below a head of `head` pixels; `top` where it is already. */
export function scrollToRow(row: number, top: number, height: number, rowHeight: number, head: number): number {
  const begin = row * rowHeight;
  if (begin < top) return begin;
  const room = height - head - rowHeight;
  return begin > top + room ? begin - room : top;
}
