import { visibleText } from "../../../src/core/text/visible-text.ts";
import type { Phrase, ShareDocument, ShareTable } from "../document.ts";

/** The document as plain text in which no program finds a link: a dot in a name stands as "[.]", "://" as "[:]//". */
export function toPlainText({ title, lead, tables, note }: ShareDocument): string {
  return linkFree([phraseText(title), lead.map(phraseText).join("\n"), ...tables.map(tableText), note].join("\n\n")) + "\n";
}

function tableText({ title, head, rows, more }: ShareTable): string {
  const lines = head === undefined ? rows.map(([name = [], value = []]) => `${phraseText(name)}: ${phraseText(value)}`) : rows.map((row) => row.map(phraseText).filter((cell) => cell !== "").join(" · "));
  return [title, ...lines.map((line) => `- ${line}`), ...(more === undefined ? [] : [more])].join("\n");
}

function phraseText(phrase: Phrase): string {
  return phrase.map((part) => "own" in part ? part.own : visibleText(part.param).replace(/\s+/g, " ")).join("");
}

/** Dots that programs take for those of a host name, by UTS 46 too. */
const DOT = "[.\\u3002\\uff0e\\uff61]";
const NAME_DOT = new RegExp(`(?<=[\\p{L}\\p{N}\\p{M}_-])${DOT}(?=[\\p{L}\\p{N}\\p{M}_-]*[\\p{L}])`, "gu");
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;

/** Text in which nothing is made a link of: host names, addresses, e-mail addresses and whatever has a scheme. */
export function linkFree(text: string): string {
  return text
    .replace(/:\/\//g, "[:]//")
    .replace(/\b(mailto|tel|xmpp|sip|javascript|data):(?=\S)/gi, "$1[:]")
    .replace(ADDRESS, (address) => address.replaceAll(".", "[.]"))
    .replace(NAME_DOT, "[.]");
}
