import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Text } from "../src/core/text/message-text.ts";

/** The page's texts; views take them from here, so that they need no browser to be drawn. */
export const TextContext = createContext<Text>((key) => key);

export function useText(): Text {
  return useContext(TextContext);
}

/** The language that the texts are written in (BCP 47), which need not be the browser's: dates and plurals follow it. */
export function language(text: Text): string {
  const tag = text("ui_language");
  return tag === "ui_language" ? "en" : tag;
}

const pluralRules = new Map<string, Intl.PluralRules>();

/** The text of `<key>_one`, `<key>_other`, ... for a number, which is $1; further substitutions follow it. */
export function plural(text: Text, key: string, count: number, params: readonly string[] = []): string {
  const tag = language(text);
  let rules = pluralRules.get(tag);
  if (rules === undefined) {
    rules = new Intl.PluralRules(tag);
    pluralRules.set(tag, rules);
  }
  const substitutions = [String(count), ...params];
  const exact = `${key}_${rules.select(count)}`;
  const found = text(exact, substitutions);
  return found === exact ? text(`${key}_other`, substitutions) : found;
}

/** The text of a key, or `fallback` where no language has it. */
export function textOr(text: Text, key: string, fallback: string): string {
  const found = text(key);
  return found === key ? fallback : found;
}
