import { visibleText } from "../../../src/core/text/visible-text.ts";
import type { Phrase, ShareDocument, ShareTable } from "../document.ts";

/**
 * The document in Markdown (GitHub's, with tables), for a ticket. What others wrote stands in code spans: there nothing is
 * a link, a mention, an image or markup, and no character ends the span or the table's cell.
 */
export function toMarkdown({ title, lead, tables, note }: ShareDocument): string {
  return [`## ${phraseText(title)}`, ...lead.map(phraseText), ...tables.map(tableText), escaped(note)].join("\n\n") + "\n";
}

function tableText({ title, head = ["", ""], rows, more }: ShareTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    `### ${escaped(title)}`,
    "",
    line(head.map(escaped)),
    line(head.map(() => "---")),
    ...rows.map((row) => line(row.map(phraseText))),
    ...(more === undefined ? [] : ["", escaped(more)]),
  ].join("\n");
}

function phraseText(phrase: Phrase): string {
  return phrase.map((part) => "own" in part ? escaped(part.own) : codeSpan(part.param)).join("");
}

/** Our own words: nothing in them is markup either. */
function escaped(words: string): string {
  return words.replace(/[\\`*_{}[\]<>|~#!]/g, "\\$&").replace(/\s+/g, " ");
}

/** A backtick would end the span, a bar the cell, whatever stands before them: both are written out. */
function codeSpan(words: string): string {
  const seen = visibleText(words).replace(/[`|]/g, (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}>`);
  // A span of spaces alone is none.
  return seen.trim() === "" ? `\`<${seen.length}>\`` : `\`${seen}\``;
}
