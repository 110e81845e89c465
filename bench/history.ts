// Whether the memory of hosts stays fast as it grows: looking up a host, and writing what a page of 50 hosts showed, with
// 100,000 hosts remembered against 1,000, in real Firefox. Needs the built add-on.
//
//   node --import tsx bench/history.ts
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Addon } from "../browsers/addon.ts";
import { launchFirefox } from "../browsers/firefox.ts";
import type { History } from "../src/background/history/history.ts";
import { isMain } from "./main.ts";

export interface HistoryFigures {
  few: HistoryTimes;
  many: HistoryTimes;
  /** Times as long with many as with few. */
  recall: number;
  write: number;
}

/** Medians in milliseconds, for information: they depend on the machine. */
export interface HistoryTimes {
  hosts: number;
  bytes: number;
  recall: number;
  write: number;
}

/** A hundred times the hosts may take so many times as long. */
export const HISTORY_LIMITS = { recall: 4, write: 4 };

/** What the bundle leaves in the page. */
declare const tlscopeHistory: { History: typeof History };

export async function benchHistory(few = 1000, many = 100_000): Promise<HistoryFigures> {
  const { outputFiles: [bundle] } = await build({
    entryPoints: [fileURLToPath(new URL("../src/background/history/history.ts", import.meta.url))], bundle: true, write: false, format: "iife", globalName: "tlscopeHistory", target: "firefox140",
  });
  const firefox = await launchFirefox({ addonDir: "dist/firefox" });
  try {
    const { page } = await Addon.connect(firefox);
    await page.evaluate(`${bundle?.text ?? ""}; globalThis.tlscopeHistory = tlscopeHistory; globalThis.__name = (named) => named;`);
    // tsx names functions by a helper that the page has not: __name.
    const [small, large] = [await page.evaluate(measure, few), await page.evaluate(measure, many)];
    return { few: small, many: large, recall: large.recall / small.recall, write: large.write / small.write };
  } finally {
    await firefox.close();
  }
}

/** Runs in the add-on's page: nothing from outside is there. */
async function measure(hosts: number): Promise<HistoryTimes> {
  const history = new tlscopeHistory.History(`bench ${String(hosts)}`, { pause: 600_000 });
  const hex = (seed: string): string => Array.from({ length: 64 }, (_, i) => ((seed.charCodeAt(i % seed.length) * (i + 7)) % 16).toString(16)).join("");
  const see = (name: string, time: number): void => {
    const root = { id: hex("root"), name: "CN=ISRG Root X1,O=Internet Security Research Group,C=US", organization: "Internet Security Research Group" };
    history.see({
      host: name, port: 443, time, place: "public", trust: "public", leaf: hex(`leaf ${name}`), key: hex(name), notBefore: 0, notAfter: time,
      issuer: { id: hex("issuer"), name: "CN=R10,O=Let's Encrypt,C=US", organization: "Let's Encrypt" }, root, chainKeys: [], anchor: hex("anchor"),
    });
  };
  const begin = Date.now() - 86_400_000;
  for (let i = 0; i < hosts; i++) {
    see(`host-${String(i)}.example`, begin);
    if (i % 5000 === 4999) await history.flush();
  }
  await history.flush();
  const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  const recalls: number[] = [];
  const writes: number[] = [];
  for (let round = 0; round < 20; round++) {
    const reading = performance.now();
    for (let i = 0; i < 50; i++) await history.recall(`host-${String((round * 7919 + i * 613) % hosts)}.example`, 443);
    recalls.push((performance.now() - reading) / 50);
    for (let i = 0; i < 50; i++) see(`host-${String((round * 4001 + i * 331) % hosts)}.example`, begin + 50_000_000 + round);
    const writing = performance.now();
    await history.flush();
    writes.push(performance.now() - writing);
  }
  const size = await history.size();
  await history.forget("all");
  return { ...size, recall: median(recalls), write: median(writes) };
}

if (isMain(import.meta.url)) {
  const figures = await benchHistory();
  console.log(JSON.stringify(figures, null, 2));
  if (figures.recall > HISTORY_LIMITS.recall || figures.write > HISTORY_LIMITS.write) process.exitCode = 1;
}
