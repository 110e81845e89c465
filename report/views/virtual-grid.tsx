import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { rowAfterKey, rowWindow, scrollToRow } from "../window.ts";

export interface GridColumn {
  id: string;
  title: string;
  /** undefined: it cannot be sorted by. */
  sorted?: "ascending" | "descending" | "none";
  onSort?: () => void;
}

interface GridProps {
  label: string;
  columns: readonly GridColumn[];
  total: number;
  /** What makes a row the same when others come before it. */
  rowKey: (row: number) => string;
  cell: (row: number, column: string) => ComponentChildren;
  /** undefined: there is nothing to open. */
  onOpen?: (row: number) => void;
  /** The row that is open. */
  opened?: string | undefined;
  /** Changes when the rows are others: then the first is the one to begin from. */
  content: unknown;
  empty: ComponentChildren;
}

/** Of the root's type size: a row, and the head. */
const ROW = 2.25;

/**
 * A table of any number of rows, of which those that are seen are drawn (WAI-ARIA grid with an active descendant: the grid
 * itself has the focus).
 */
export function VirtualGrid({ label, columns, total, rowKey, cell, onOpen, opened, content, empty }: GridProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const [active, setActive] = useState(0);
  const [rowHeight, setRowHeight] = useState(ROW * 16);
  const seen = useRef(content);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = (): void => {
      setRowHeight(ROW * parseFloat(getComputedStyle(document.documentElement).fontSize));
      setView({ top: element.scrollTop, height: element.clientHeight });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (seen.current === content) return;
    seen.current = content;
    setActive(0);
    if (box.current !== null) box.current.scrollTop = 0;
  }, [content]);

  const row = Math.min(active, Math.max(0, total - 1));
  const { first, end } = rowWindow(total, view.top, view.height, rowHeight);
  const idOf = (index: number): string => `row-${label.length}-${String(index)}`;

  const goTo = (next: number): void => {
    const element = box.current;
    setActive(next);
    if (element === null) return;
    const top = scrollToRow(next, element.scrollTop, element.clientHeight, rowHeight, rowHeight);
    element.scrollTop = top;
    setView({ top, height: element.clientHeight });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== box.current || event.altKey || event.ctrlKey || event.metaKey || total === 0) return;
    if (event.key === "Enter" && onOpen !== undefined) {
      event.preventDefault();
      onOpen(row);
      return;
    }
    const next = rowAfterKey(event.key, row, total, Math.floor((view.height - rowHeight) / rowHeight));
    if (next === undefined) return;
    event.preventDefault();
    goTo(next);
  };

  return (
    <div
      ref={box} class="grid" role="grid" tabIndex={0} aria-label={label} aria-rowcount={total + 1} aria-colcount={columns.length} aria-readonly="true"
      {...(total > 0 && row >= first && row < end ? { "aria-activedescendant": idOf(row) } : {})}
      onScroll={(event) => setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })} onKeyDown={onKeyDown}
    >
      <div role="rowgroup" class="grid-head">
        <div role="row" class="grid-row" aria-rowindex={1}>
          {columns.map(({ id, title, sorted, onSort }, index) => (
            <div role="columnheader" key={id} class={`grid-cell col-${id}`} aria-colindex={index + 1} {...(sorted === undefined ? {} : { "aria-sort": sorted })}>
              {onSort === undefined ? title : (
                <button type="button" class="sort" data-column={id} onClick={onSort}>
                  {title}
                  <SortMark sorted={sorted ?? "none"} />
                </button>
              )}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" class="grid-body" style={{ blockSize: `${String(total * rowHeight)}px` }}>
        {total === 0 && (
          <div role="row" class="grid-empty" aria-rowindex={2}>
            <div role="gridcell" aria-colindex={1} aria-colspan={columns.length}>{empty}</div>
          </div>
        )}
        {Array.from({ length: end - first }, (_, offset) => {
          const index = first + offset;
          const key = rowKey(index);
          // Whoever leaves at one end comes in at the other: the same elements, with other words.
          const slot = index % (end - first);
          return (
            <div
              role="row" key={slot} id={idOf(index)} aria-rowindex={index + 2} data-key={key} {...(onOpen === undefined ? {} : { "aria-selected": opened === key })}
              class={`grid-row${index === row ? " active" : ""}${opened === key ? " opened" : ""}${index % 2 === 1 ? " odd" : ""}`}
              style={{ transform: `translateY(${String(index * rowHeight)}px)` }}
              onClick={() => {
                setActive(index);
                onOpen?.(index);
              }}
            >
              {columns.map(({ id }, column) => (
                <div role="gridcell" key={id} class={`grid-cell col-${id}`} aria-colindex={column + 1}>
                  {cell(index, id)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function SortMark({ sorted }: { sorted: "ascending" | "descending" | "none" }): JSX.Element {
  return (
    <svg class="sort-mark" data-sorted={sorted} width="8" height="12" viewBox="0 0 8 12" aria-hidden="true">
      <path class="up" d="M4 0 8 5H0z" />
      <path class="down" d="M4 12 8 7H0z" />
    </svg>
  );
}
