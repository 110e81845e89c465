import type { JSX } from "preact";
import { useId, useMemo } from "preact/hooks";
import { textSegments } from "../../src/core/text/visible-text.ts";
import { plural, useText } from "../../ui/text.ts";

/** So much of the document stands on the page; the rest is counted. Characters. */
const SHOWN = 20_000;

/** The text as it would be written, character by character; what cannot be seen is made visible. */
export function Preview({ parts }: { parts: string[] }): JSX.Element {
  const text = useText();
  const id = useId();
  const lines = beginningOf(parts).split("\n");
  const bytes = useMemo(() => new Blob(parts).size, [parts]);
  const rest = parts.reduce((sum, { length }) => sum + length, 0) - SHOWN;
  return (
    <div class="preview">
      <p id={id} data-testid="preview-bytes" data-bytes={bytes}>
        {plural(text, "options_preview_bytes", bytes)}
      </p>
      {/* It scrolls, so it can be reached by keyboard. */}
      <pre tabIndex={0} role="region" aria-labelledby={id} data-testid="preview-text" dir="ltr">
        {lines.map((line, index) => [
          ...textSegments(line).map((segment) => (segment.escaped ? <span class="escaped">{segment.text}</span> : segment.text)),
          index < lines.length - 1 ? "\n" : "",
        ])}
      </pre>
      {rest > 0 && <p class="muted">{plural(text, "options_preview_more", rest)}</p>}
    </div>
  );
}

/** The button that closes it; nothing where none is open. */
export function ClosePreview({ open, onClose }: { open: boolean; onClose: () => void }): JSX.Element | null {
  const text = useText();
  if (!open) return null;
  return (
    <button type="button" class="button quiet" onClick={onClose}>
      {text("options_preview_close")}
    </button>
  );
}

function beginningOf(parts: readonly string[]): string {
  let text = "";
  for (const part of parts) {
    if (text.length >= SHOWN) break;
    text += part;
  }
  return text.slice(0, SHOWN);
}
