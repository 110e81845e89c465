/** Marks in a row that any text needs: the Stream-Safe Text Format of UAX #15 has no more. */
const MANY_MARKS = /\p{M}{31}/u;
const PIECES = /\P{M}*\p{M}{0,30}/gu;

/**
 * The Unicode normalization form of a text (UAX #15) in linear time: putting marks in order takes time with the square of
 * their number, so that of more than thirty in a row each thirty are ordered by themselves.
 */
export function normalized(text: string, form: "NFC" | "NFKC"): string {
  if (!MANY_MARKS.test(text)) return text.normalize(form);
  return (text.match(PIECES) ?? []).map((piece) => piece.normalize(form)).join("");
}
