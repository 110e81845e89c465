/** A stretch of a text: as it stands, or one character that could not be seen, written out. */
export interface TextSegment {
  text: string;
  /** The text stands for a character that is invisible or changes how its surroundings are shown. */
  escaped: boolean;
}

/**
 * Characters that a reader cannot see, or that change how others are shown:
 * controls (Cc), format characters (Cf, all bidirectional controls of UAX #9 among them), line and paragraph
 * separators, lone surrogates, private use, what is assigned to nothing (Cn), default ignorables (UAX #44), the blank Braille pattern, and every space
 * but the ordinary and the ideographic one.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]|(?![\u0020\u3000])\p{Zs}/u;

const COMBINING = /\p{M}/u;

/** Marks beyond this number on one base character are written out, since a pile of them covers the lines around. */
const MARKS_ON_ONE_BASE = 3;

/** "<U+202E>": in ASCII, so that it is the same in a terminal, a file and a page. */
function written(codePoint: number): string {
  return `<U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}>`;
}

/**
 * Splits hostile text (a name of a certificate, a host, an error of a server) into what may be shown as it stands and
 * what is written out as `<U+XXXX>`. Linear in the length of the text, which it never shortens; throws nothing.
 * Neighbouring seen characters are one segment, each written character is its own.
 */
export function textSegments(text: string): TextSegment[] {
  const segments: TextSegment[] = [];
  let seen = "";
  // A mark at the very start would sit on whatever comes before the text.
  let marks = MARKS_ON_ONE_BASE;
  for (const character of text) {
    const mark = COMBINING.test(character);
    const hidden = UNSEEN.test(character) || (mark && marks >= MARKS_ON_ONE_BASE);
    if (hidden) {
      if (seen !== "") segments.push({ text: seen, escaped: false });
      seen = "";
      segments.push({ text: written(character.codePointAt(0) ?? 0), escaped: true });
      marks = MARKS_ON_ONE_BASE;
    } else {
      seen += character;
      marks = mark ? marks + 1 : 0;
    }
  }
  if (seen !== "") segments.push({ text: seen, escaped: false });
  return segments;
}

/** Characters of one line that a terminal is given. */
export const LINE = 1000;

/** The same as one string: "evil\u202Egpj.exe" gives "evil<U+202E>gpj.exe". More than `max` UTF-16 code units of the text are cut off with "…". */
export function visibleText(text: string, max = Infinity): string {
  // A character of two code units is not cut in two.
  const whole = (text.codePointAt(max - 1) ?? 0) > 0xffff ? max - 1 : max;
  const segments = textSegments(text.length <= max ? text : text.slice(0, whole));
  return `${segments.map((segment) => segment.text).join("")}${text.length <= max ? "" : "…"}`;
}
