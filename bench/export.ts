// What an export of a long session takes, and what it costs pages meanwhile: real Firefox, so many hosts as are kept and some more.
// With the folder of another build (unpacked, for Firefox) its export of the same hosts is the yardstick.
//
//   node --import tsx bench/export.ts [hosts] [folder of another build]
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Addon } from "../browsers/addon.ts";
import { runProgram } from "../browsers/process/program.ts";
import { ADDON_FOLDER, Session } from "../browsers/session.ts";
import { keepExporting, loadTimes, seeManyHosts, timeExport, type ExportTimes } from "../browsers/under-load.ts";
import { startManyHosts, type ManyHosts } from "../lab/many-hosts.ts";
import type { Figure } from "./figure.ts";
import { formatFigures } from "./figure.ts";
import { isMain } from "./main.ts";
import { median, ratioOfMedians, type Round } from "./statistics.ts";

/** More than the add-on keeps. */
const HOSTS = 4100;
const EXPORTS = 3;
const ROUNDS = 6;
const LOADS = 6;
/** What the project asks for: a page load beside exports by one at rest; time and characters by those of the build of November 2026. */
const LIMITS = { load: 1.2, time: 0.15, characters: 0.5 };
/** For a page of thousands of hosts. Milliseconds. */
const LOAD = 400_000;

export async function benchExport(session: Session, hosts = HOSTS, yardstick?: string): Promise<Figure[]> {
  const many = await startManyHosts(hosts);
  const lab = { ...await session.lab({ cases: [] }), hosts: [...many.hosts], rootPems: [many.rootPem] };
  const launch = (addonDir: string): ReturnType<Session["firefox"]> => session.firefox({ lab, addonDir, preferences: { "privacy.reduceTimerPrecision": false } });
  const before = yardstick === undefined ? undefined : await withFirefox(launch(resolve(yardstick)), async (addon) => {
    const { page } = await addon.newTab();
    await page.goto(many.url, { timeout: LOAD });
    await sleep(5000);
    return await exports(addon, "document");
  });
  const figures = await withFirefox(launch(ADDON_FOLDER), (addon) => measure(addon, many, before));
  await many.stop();
  return figures;
}

async function withFirefox<Value>(launching: ReturnType<Session["firefox"]>, act: (addon: Addon) => Promise<Value>): Promise<Value> {
  const firefox = await launching;
  try {
    return await act(await Addon.connect(firefox));
  } finally {
    await firefox.close();
  }
}

async function measure(addon: Addon, many: ManyHosts, before: ExportTimes | undefined): Promise<Figure[]> {
  const { page } = await addon.newTab();
  const kept = await seeManyHosts(addon.page, page, many);
  const document = await exports(addon, "document");
  const parts = await exports(addon, "parts");
  const rounds: Round[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const off = await loadTimes(page, many.emptyUrl, LOADS);
    const stop = await keepExporting(addon.page);
    rounds.push({ off, on: await loadTimes(page, many.emptyUrl, LOADS) });
    await stop();
  }
  const { ratio, low, high, on, off } = ratioOfMedians(rounds);
  const words = ({ total, longest, characters }: ExportTimes): string => `${total.toFixed(0)} ms, ${longest.toFixed(0)} ms at a stretch, ${(characters / 1e6).toFixed(1)} MB`;
  return [
    { name: "export, page load beside it / at rest", value: ratio, unit: "ratio", interval: [low, high], limit: { most: LIMITS.load }, detail: `${on.toFixed(0)} ms / ${off.toFixed(0)} ms` },
    { name: "export, longest stretch / all of it, in parts", value: parts.longest / parts.total, unit: "ratio", detail: `${kept} connections: ${words(parts)}` },
    { name: "export, longest stretch / all of it, as a document", value: document.longest / document.total, unit: "ratio", detail: words(document) },
    ...(before === undefined ? [] : [
      { name: "export, ours / the other build, time", value: document.total / before.total, unit: "ratio", limit: { most: LIMITS.time }, detail: `${words(document)} / ${words(before)}` } as const,
      { name: "export, ours / the other build, characters", value: document.characters / before.characters, unit: "ratio", limit: { most: LIMITS.characters }, detail: "" } as const,
    ]),
  ];
}

/** Medians of some exports. */
async function exports(addon: Addon, form: "document" | "parts"): Promise<ExportTimes> {
  const all: ExportTimes[] = [];
  for (let i = 0; i < EXPORTS; i += 1) all.push(await timeExport(addon.page, form));
  const of = (name: keyof ExportTimes): number => median(all.map((times) => times[name]));
  return { total: of("total"), longest: of("longest"), characters: of("characters") };
}

if (isMain(import.meta.url)) {
  await runProgram(async () => {
    const session = new Session("bench");
    const [hosts, folder] = process.argv.slice(2);
    await session.setUp();
    console.log(formatFigures(await benchExport(session, hosts === undefined ? undefined : Number(hosts), folder)));
    await session.end();
    return 0;
  });
}
