import type { ComponentChildren, JSX } from "preact";
import { ChevronIcon } from "../../ui/icons.tsx";

interface SectionProps {
  id: string;
  title: string;
  /** What is worth knowing of it while it is closed. */
  note?: ComponentChildren;
  children: ComponentChildren;
}

/** One disclosure of the page; its heading says what is in it, its note what came out. */
export function Section({ id, title, note, children }: SectionProps): JSX.Element {
  return (
    <details class="section" id={id}>
      <summary>
        <ChevronIcon />
        <h2>{title}</h2>
        {note !== undefined && <span class="note">{note}</span>}
      </summary>
      <div class="section-body">{children}</div>
    </details>
  );
}
