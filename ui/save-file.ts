/** Long enough for the browser to read the file, also after asking where to put it. Milliseconds. */
const KEPT = 120_000;

/** A document as it is written to a file: JSON, a line each for its members. */
export function jsonText(document_: object): string {
  return `${JSON.stringify(document_, null, 1)}\n`;
}

/** Offers a document as a JSON file to save, by the browser's ordinary download. */
export function saveJson(document_: object, fileName: string): void {
  saveText(jsonText(document_), fileName);
}

/** The same for the text of one. */
export function saveText(text: string, fileName: string): void {
  saveFile([text], "application/json", fileName);
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
