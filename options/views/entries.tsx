import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";

/** What was decided, one each; nothing where there is none. */
export function Entries({ children }: { children: JSX.Element[] }): JSX.Element | null {
  return children.length === 0 ? null : <ul class="entries">{children}</ul>;
}

interface EntryProps {
  testId: string;
  title: string;
  /** ISO 8601; the first time there is: not known. */
  since: string;
  code: string;
  words?: string;
  /** undefined: it is not the person's to remove. */
  onRemove: (() => void) | undefined;
}

export function Entry({ testId, title, since, code, words = "", onRemove }: EntryProps): JSX.Element {
  const text = useText();
  const id = useId();
  return (
    <li class="entry" data-testid={testId}>
      <div class="entry-words">
        <p class="entry-title" id={id}>
          <Untrusted text={title} />
        </p>
        {words !== "" && (
          <p>
            <Untrusted text={words} />
          </p>
        )}
        {Date.parse(since) > 0 && <p class="muted">{text("options_since", [since.slice(0, 10)])}</p>}
        <code class="muted">{code}</code>
      </div>
      {onRemove !== undefined && (
        <RemoveButton names={[id]} onClick={onRemove} />
      )}
    </li>
  );
}

/** Its name is the word on it and what it removes: the texts of the elements with these ids. */
export function RemoveButton({ names, onClick }: { names: readonly string[]; onClick: () => void }): JSX.Element {
  const text = useText();
  const id = useId();
  return (
    <button id={id} type="button" class="button" aria-labelledby={[id, ...names].join(" ")} onClick={onClick} data-testid="remove">
      {text("options_trust_remove")}
    </button>
  );
}
