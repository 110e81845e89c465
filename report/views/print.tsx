import type { ComponentChildren, JSX } from "preact";
import { useText } from "../../ui/text.ts";
import { PlainTable } from "./figure.tsx";
import type { PictureTable } from "../picture-words.ts";

/** Rows that are printed; a page has about fifty. */
export const PRINTED_ROWS = 2000;

interface PrintProps {
  /** "12 October 2026 to 22 November 2026". */
  range: string;
  made: string;
  summary: string;
  /** What the hosts were narrowed to; "": all are there. */
  narrowed: string;
  table: PictureTable;
  /** How many rows there are beyond those printed, in words; "": none. */
  beyond: string;
  pictures: readonly { title: string; place: (element: HTMLElement | null) => void }[];
}

/** The report as it is printed: without anything to press. */
export function Print({ range, made, summary, narrowed, table, beyond, pictures }: PrintProps): JSX.Element {
  const text = useText();
  return (
    <>
      <header>
        <h1>{text("report_print_title")}</h1>
        <p>{range}</p>
        <p class="muted">{made}</p>
      </header>
      <p class="summary">{summary}</p>
      <div class="printed-pictures">
        {pictures.map(({ title, place }) => (
          <figure key={title}>
            <figcaption><h2>{title}</h2></figcaption>
            <div ref={place} />
          </figure>
        ))}
      </div>
      <section class="printed-hosts">
        <h2>{text("report_hosts")}</h2>
        <Note>{narrowed}</Note>
        <Note>{beyond}</Note>
        <PlainTable table={table} />
      </section>
      <footer class="muted">{text("report_print_footer")}</footer>
    </>
  );
}

function Note({ children }: { children: ComponentChildren }): JSX.Element | null {
  return children === "" ? null : <p>{children}</p>;
}
