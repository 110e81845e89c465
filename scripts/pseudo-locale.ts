import type { MessageTable } from "../src/core/text/message-text.ts";

/** Beginning and end of each message: text of a page that stands in none of them is not from `_locales`. */
export const PSEUDO_OPEN = "⟦";
export const PSEUDO_CLOSE = "⟧";
/** As much longer as other languages are. */
const LONGER = 1.4;

/** Letters, and others that read as they do and are none of ASCII, each of one code unit. */
const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED = "àƀçďéƒĝĥíĵķļɱñôþɋŕšţûṽŵẋýžÀƁÇĎÉƑĜĤÍĴĶĻṀÑÔÞɊŔŠŢÛṼŴẊÝŽ";
/** Letters of a script that runs from right to left, in words, since lines break between them. */
const FILLER = "אבגד הוזחט יכלמ נסעפ צקרשת ";

/** These say something to programs: the language's tag, whose plural rules and dates are taken, and the direction. */
const TAGS: Readonly<Record<string, string>> = { ui_language: "en", ui_direction: "rtl" };

/**
 * The messages in a language that nobody speaks, to see what another one would do to a page: from right to left, longer by
 * two fifths, with no letter in common, and each between marks of its own. Substitutions ($1) stay.
 */
export function pseudoLocale(table: MessageTable): MessageTable {
  return Object.fromEntries(Object.entries(table).map(([key, entry]) => [key, { ...entry, message: TAGS[key] ?? pseudo(entry.message) }]));
}

function pseudo(message: string): string {
  const longer = Math.max(1, Math.ceil(message.length * (LONGER - 1)));
  const filler = FILLER.repeat(Math.ceil(longer / FILLER.length)).slice(0, longer).trimEnd();
  // "\u200F" is the right-to-left mark: also a message of digits and signs alone runs that way.
  return `${PSEUDO_OPEN}\u200F${filler} ${message.replace(/[A-Za-z]/g, (letter) => ACCENTED.charAt(PLAIN.indexOf(letter)))}${PSEUDO_CLOSE}`;
}
