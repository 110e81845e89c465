import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
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

interface LazyDetailsProps {
  class: string;
  summary: ComponentChildren;
  /** Drawn when it is opened for the first time. */
  content: () => ComponentChildren;
}

/** A disclosure whose content costs nothing until somebody wants it. */
export function LazyDetails({ class: className, summary, content }: LazyDetailsProps): JSX.Element {
  const [wanted, setWanted] = useState(false);
  return (
    <details class={className} onToggle={(event) => event.currentTarget.open && setWanted(true)}>
      <summary>
        <ChevronIcon />
        {summary}
      </summary>
      {wanted && content()}
    </details>
  );
}
