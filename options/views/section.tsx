import type { ComponentChildren, JSX } from "preact";
import { useText } from "../../ui/text.ts";

interface SectionProps {
  /** The anchor; the navigation names it. */
  id: string;
  heading: string;
  lead: string;
  testId?: string;
  children?: ComponentChildren;
}

export function OptionsSection({ id, heading, lead, testId, children }: SectionProps): JSX.Element {
  return (
    <section id={id} aria-labelledby={`${id}-heading`} data-testid={testId}>
      <h2 id={`${id}-heading`}>{heading}</h2>
      <p>{lead}</p>
      {children}
    </section>
  );
}

/** A part of a section. */
export function SectionPart({ heading, lead, children }: { heading: string; lead: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="part">
      <h3>{heading}</h3>
      <p class="muted">{lead}</p>
      {children}
    </div>
  );
}

/** The background did not answer. */
export function NoAnswer(): JSX.Element {
  const text = useText();
  return (
    <p class="refusal" role="alert">
      {text("options_trust_error_no_answer")}
    </p>
  );
}
