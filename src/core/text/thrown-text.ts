/** Characters of what was thrown that are repeated at most. */
const MAX_LENGTH = 200;

/** What was thrown, in a line, whatever it is: an Error or any other value. Never throws. Hostile text possible. */
export function thrownText(thrown: unknown): string {
  const text = wordsOf(thrown);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function wordsOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  } catch (error) {
    // An object without a text of its own, or one whose text throws in turn: its kind is all that can be said.
    return error === undefined ? "undefined" : typeof thrown;
  }
}
