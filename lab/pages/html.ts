/** HTML text that is safe to send: only `html` makes it, and it escapes all that it is given. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** C0 and C1 controls, zero-width and bidirectional characters (UAX 9), and the byte-order mark. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Makes characters visible that would hide or reorder text: U+202E becomes "⟨U+202E⟩". */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

function escape(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

type Part = string | number | Html | readonly Html[];

function render(part: Part): string {
  if (part instanceof Html) return part.text;
  return typeof part === "string" || typeof part === "number" ? escape(String(part)) : part.map(render).join("");
}

/** Template tag: texts are escaped, Html is taken as it is. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, string, index) => `${text}${render(parts[index - 1] ?? "")}${string}`));
}
