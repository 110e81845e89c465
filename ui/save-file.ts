/** Long enough for the browser to read the file, also after asking where to put it. Milliseconds. */
const KEPT = 120_000;

/** Offers a document as a JSON file to save, a line each for its members, by the browser's ordinary download. */
export function saveJson(document_: object, fileName: string): void {
  saveJsonText([`${JSON.stringify(document_, null, 1)}\n`], fileName);
}

/** The same for the text of one, in parts. */
export function saveJsonText(parts: string[], fileName: string): void {
  saveFile(parts, "application/json", fileName);
}

/** Offers a file to save, by the browser's ordinary download. `type`: its media type. */
export function saveFile(parts: BlobPart[], type: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}
