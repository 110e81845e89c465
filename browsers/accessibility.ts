/** What pages are like for those who do not see them. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "puppeteer-core";
import { untilShown } from "./until.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core objects to in the page as it stands: a line for each rule. `contrast`: of colours too, which takes most of the time. */
export async function accessibilityProblems(page: Page, { contrast = true } = {}): Promise<string[]> {
  // As a string, since the page's content security policy allows no script but its own.
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(axeSource);
  return page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }> } };
    const { violations } = await axe.run({ resultTypes: ["violations"], rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(" ")} (${node.failureSummary ?? ""})`).join("; ")}`);
  }, contrast ? {} : { "color-contrast": { enabled: false } });
}

/** Opens every disclosure of the page, those inside others too, apart from certificates in full, of which there are too many at once. */
export async function openAllDisclosures(page: Page): Promise<void> {
  await untilShown(page, "all disclosures are open", () => {
    const closed = [...document.querySelectorAll("details:not([open], .in-full)")];
    for (const details of closed) (details as HTMLDetailsElement).open = true;
    return closed.length === 0 && document.querySelector(".waiting") === null;
  });
}
