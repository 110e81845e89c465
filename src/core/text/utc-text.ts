/** "2026-11-18 23:16:35 UTC" of a time in milliseconds since the epoch; of one that no Date can hold, the number. */
export function utcText(milliseconds: number): string {
  const time = new Date(milliseconds);
  return Number.isNaN(time.getTime()) ? String(milliseconds) : time.toISOString().replace("T", " ").replace(/\.\d+Z$/, " UTC");
}
