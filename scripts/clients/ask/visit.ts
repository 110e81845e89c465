import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "puppeteer-core";
import type { ServedTarget } from "./client.ts";

/** Requests under way at the same time. */
const AT_ONCE = 6;
/** Milliseconds that a server gets on a busy machine, and that the name of an error gets to come. */
const PATIENCE = 25_000;
const NAME_PATIENCE = 2000;
const UNNAMED = "refused";

/** Reads the name of an error of certificates or TLS in a browser's text; undefined where it speaks of something else. */
export type ErrorName = (text: string) => string | undefined;

export const chromiumErrorName: ErrorName = (text) => /\bERR_(?:CERT|SSL|BAD_SSL)_\w+/.exec(text)?.[0];

/**
 * What a browser says of each server: "" where what was asked for loaded, else the error's name, or "refused" for a browser
 * that tells none of what a page asks for (`nameOf` undefined, as Firefox). A page on this machine asks them all; whatever is
 * not a word on certificates is asked once more.
 */
export async function visitAll(browser: Browser, targets: readonly ServedTarget[], nameOf?: ErrorName): Promise<string[]> {
  const server = createServer((_, response) => { response.setHeader("Content-Type", "text/html").end("<!doctype html><title>Clients</title>"); }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const page = await browser.newPage();
  try {
    await page.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
    const answers = await ask(page, targets, nameOf);
    const isOpen = (answer: string | undefined): boolean => answer !== "" && nameOf?.(answer ?? "") === undefined;
    const second = await ask(page, targets.filter((_, i) => isOpen(answers[i])), nameOf);
    return answers.map((answer) => isOpen(answer) ? second.shift() ?? answer : answer);
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}

async function ask(page: Page, targets: readonly ServedTarget[], nameOf: ErrorName | undefined): Promise<string[]> {
  const failures = new Map<string, string>();
  const listen = (request: { url(): string; failure(): { errorText: string } | null }): void => { failures.set(request.url(), request.failure()?.errorText ?? ""); };
  page.on("requestfailed", listen);
  const answers: string[] = [];
  try {
    for (let at = 0; at < targets.length; at += AT_ONCE) {
      const urls = targets.slice(at, at + AT_ONCE).map(({ host, port }) => `https://${host}:${String(port)}/`);
      const loaded = await page.evaluate((all, patience) => Promise.all(all.map(
        (url) => fetch(url, { mode: "no-cors", cache: "no-store", signal: AbortSignal.timeout(patience) }).then(() => true, () => false),
      )), urls, PATIENCE);
      if (nameOf) {
        // What failed is told by another road than the page's.
        for (let waited = 0; waited < NAME_PATIENCE && urls.some((url, i) => loaded[i] === false && !failures.has(url)); waited += 20) await sleep(20);
      }
      answers.push(...urls.map((url, i) => {
        if (loaded[i] === true) return "";
        const text = failures.get(url) ?? "";
        return nameOf?.(text) ?? (text || UNNAMED);
      }));
    }
  } finally {
    page.off("requestfailed", listen);
  }
  return answers;
}
