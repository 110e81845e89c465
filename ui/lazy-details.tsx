import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { ChevronIcon } from "./icons.tsx";

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
