import { pathToFileURL } from "node:url";

/** Whether a module is the program that was started, by its import.meta.url. */
export function isMain(url: string): boolean {
  return process.argv[1] !== undefined && url === pathToFileURL(process.argv[1]).href;
}

/** Says how far a long bench is, on stderr. */
export function progressOf(name: string, total: number): (done: number) => void {
  const began = performance.now();
  return (done) => console.error(`  ${name}: ${done} of ${total} (${((performance.now() - began) / 1000).toFixed(0)} s)`);
}
