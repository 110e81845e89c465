import { headOf, type ExportHead } from "../../core/telemetry/export.ts";
import type { ExportPart } from "../../messages/telemetry.ts";
import { EntryTexts } from "./entry-text.ts";
import type { SessionExport } from "./session-export.ts";

/** Characters of a part, about: little enough to go from process to process at once. */
const PART = 256 * 1024;

/** The text of an export, part by part: an observation a line, then a certificate a line. What was given is held no longer. */
export async function* exportParts(head: ExportHead, entries: SessionExport): AsyncGenerator<ExportPart, undefined> {
  let text = `${JSON.stringify(headOf(head)).slice(0, -1)},\n"observations": [`;
  let separator = "\n";
  const texts = new EntryTexts();
  while (entries.done < entries.total) {
    for (const entry of await entries.next()) {
      text += separator + texts.of(entry);
      separator = ",\n";
    }
    if (text.length >= PART) {
      // The certificates are still to come.
      yield { text, share: Math.min(0.99, entries.done / entries.total) };
      text = "";
    }
  }
  text += '],\n"certificates": {';
  separator = "\n";
  for (const [sha256, base64] of entries.certificates()) {
    text += `${separator}"${sha256}": "${base64}"`;
    separator = ",\n";
    if (text.length >= PART) {
      yield { text, share: 0.99 };
      text = "";
    }
  }
  yield { text: `${text}}}\n`, share: 1 };
}
