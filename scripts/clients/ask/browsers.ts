import type { Browser } from "puppeteer-core";
import { launchChromium } from "../../../browsers/chromium.ts";
import { launchFirefox, navigationErrorName } from "../../../browsers/firefox.ts";
import type { Lab } from "../../../lab/lab.ts";
import type { RealClient, ServedTarget } from "./client.ts";

/** What a launched browser must know of servers that are no lab: whom to trust and where the hosts are. */
export function asLab(targets: readonly ServedTarget[], rootPems: readonly string[]): Lab {
  return { rootPems: [...rootPems], hosts: targets.map(({ host }) => host), cases: [] } as unknown as Lab;
}

export async function askFirefox(targets: readonly ServedTarget[], rootPems: readonly string[]): Promise<RealClient> {
  const firefox = await launchFirefox({ lab: asLab(targets, rootPems) });
  try {
    return { id: "firefox", version: await firefox.browser.version(), answers: await visitAll(firefox.browser, targets, (error) => navigationErrorName(error) ?? messageOf(error)) };
  } finally {
    await firefox.close();
  }
}

export async function askChromium(targets: readonly ServedTarget[], rootPems: readonly string[]): Promise<RealClient> {
  const chromium = await launchChromium({ lab: { ...asLab([], rootPems), hosts: [] }, args: ["--host-resolver-rules=MAP * 127.0.0.1"] });
  try {
    return { id: "chromium", version: await chromium.browser.version(), answers: await visitAll(chromium.browser, targets, (error) => /net::(ERR_\w+)/.exec(messageOf(error))?.[1] ?? messageOf(error)) };
  } finally {
    await chromium.close();
  }
}

/** What each navigation came to, one after the other in one page: "" where it loaded. */
export async function visitAll(browser: Browser, targets: readonly ServedTarget[], nameOfError: (error: unknown) => string): Promise<string[]> {
  const page = await browser.newPage();
  const answers: string[] = [];
  for (const { host, port } of targets) {
    try {
      await page.goto(`https://${host}:${String(port)}/`, { timeout: 30_000 });
      answers.push("");
    } catch (error) {
      answers.push(nameOfError(error) || "refused");
    }
  }
  await page.close();
  return answers;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
