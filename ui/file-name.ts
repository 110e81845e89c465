/** "tlscope-example.com-20261121T120000Z.json": the name of an export, safe on every file system. */
export function exportFileName(subject: string, time: Date): string {
  const stamp = time.toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "");
  return `tlscope-${safePart(subject, "page")}-${stamp}.json`;
}

/** "example.com-0a1b2c3d.pem": the name of a certificate's file, safe on every file system. `title`: hostile text. */
export function certificateFileName(title: string, sha256: string, extension: "pem" | "der"): string {
  return `${safePart(title, "certificate")}-${sha256.slice(0, 8)}.${extension}`;
}

function safePart(text: string, otherwise: string): string {
  const safe = text.toLowerCase().replace(/[^a-z0-9.-]+/g, "_").replace(/^[._-]+|(?<![._-])[._-]+$/g, "").slice(0, 100);
  return safe === "" ? otherwise : safe;
}
