/** Characters shown of one text unless the caller wants another number. */
export const MAX_VISIBLE = 1000;

/**
 * What changes the text around it or is not seen: controls (C0, DEL, C1) and line breaks, lone surrogates, everything of
 * Unicode's category Cf (directions, joiners, soft hyphen, byte order mark, tags, ...), spaces that are none of U+0020,
 * fillers that are drawn as nothing, variation selectors, private use and what is assigned to nothing.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\u{e0100}-\u{e01ef}]/gu;

/**
 * Hostile text for people (rule 7 of the house): what is invisible or would move the text around it stands as
 * "⟨U+202E⟩", and more than `max` characters are cut off with "…". The result is still text, not HTML: set it as text.
 */
export function visible(text: string, max = MAX_VISIBLE): string {
  if (text.length <= max) return text.replace(INVISIBLE, codePoint);
  // A character of two code units is not cut in two.
  const whole = (text.codePointAt(max - 1) ?? 0) > 0xffff ? max - 1 : max;
  return `${text.slice(0, whole).replace(INVISIBLE, codePoint)}…`;
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
