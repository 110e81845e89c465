import type { Text } from "../src/core/text/message-text.ts";

/** A stretch of a message: ours, or a substitution that somebody else wrote. */
export type MessagePart = { own: string } | { param: string };

const OPEN = "\uE000";
const CLOSE = "\uE001";
const PLACE = new RegExp(`${OPEN}(\\d)${CLOSE}`, "u");

/**
 * The message of a key cut at its substitutions, so that a page can show each apart from our words: a name full of
 * direction marks then stays inside its own element. Undefined where no language has the key.
 */
export function splitMessage(text: Text, key: string, params: readonly string[]): MessagePart[] | undefined {
  const message = text(key, params.map((_, index) => `${OPEN}${index}${CLOSE}`));
  if (message === key) return undefined;
  // With a capturing group, split() gives our words and the indexes in turn.
  return message
    .split(PLACE)
    .map((piece, position): MessagePart => (position % 2 === 0 ? { own: piece } : { param: params[Number(piece)] ?? "" }))
    .filter((part) => !("own" in part) || part.own !== "");
}
