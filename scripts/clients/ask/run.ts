import { spawn } from "node:child_process";
import { NotRun } from "./client.ts";

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end. @throws NotRun where there is no such program. */
export function runClient(command: string, args: readonly string[], input = "", { env = {}, seconds = 600, cwd }: { env?: Record<string, string>; seconds?: number; cwd?: string } = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, timeout: seconds * 1000, ...(cwd === undefined ? {} : { cwd }) });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => { stdout += text; });
    child.stderr.setEncoding("utf8").on("data", (text: string) => { stderr += text; });
    child.once("error", (error) => {
      reject("code" in error && error.code === "ENOENT" ? new NotRun(`${command} is not here`) : error);
    });
    child.once("close", (code) => { resolve({ code, stdout, stderr }); });
    // A program that ends before it has read everything says why by its status.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

/** Does something for each item, so many at a time; the results in order. */
export async function eachOf<Item, Result>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let i = next++; i < items.length; i = next++) {
      const item = items[i];
      if (item !== undefined) results[i] = await work(item);
    }
  }));
  return results;
}
