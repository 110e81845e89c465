const HEARTBEAT = 10_000;

/**
 * Says on stderr that something has begun and how long it took. On a terminal the last line of what it says is shown
 * beside it; elsewhere a line every ten seconds tells that it is still at work.
 */
export async function withProgress<Result>(title: string, work: (say: (line: string) => void) => Promise<Result>): Promise<Result> {
  const began = performance.now();
  const terminal = process.stderr.isTTY;
  const width = terminal ? process.stderr.columns : 120;
  let last = "";
  process.stderr.write(`${title} ...${terminal ? "" : "\n"}`);
  const show = () => {
    const line = `${title} ... ${seconds(began)}${last === "" ? "" : `  ${last}`}`;
    if (terminal) process.stderr.write(`\r\x1b[K${line.slice(0, width - 1)}`);
    else process.stderr.write(`  ${line}\n`);
  };
  const timer = setInterval(show, terminal ? 1000 : HEARTBEAT);
  try {
    const result = await work((line) => {
      if (line.trim() !== "") last = line.trim();
    });
    process.stderr.write(terminal ? `\r\x1b[K${title}: ${seconds(began)}\n` : `  ${title}: ${seconds(began)}\n`);
    return result;
  } catch (error) {
    process.stderr.write(terminal ? `\r\x1b[K${title}: failed after ${seconds(began)}\n` : `  ${title}: failed after ${seconds(began)}\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
