/** "tlscope-example.com-20261121T120000Z.json": the name of an export, safe on every file system. */
export function exportFileName(subject: string, time: Date): string {
  const safe = subject.toLowerCase().replace(/[^a-z0-9.-]+/g, "_").replace(/^[._-]+|[._-]+$/g, "").slice(0, 100);
  const stamp = time.toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "");
  return `tlscope-${safe === "" ? "page" : safe}-${stamp}.json`;
}
