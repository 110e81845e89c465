// What an export of a long session takes, and what it costs pages meanwhile: real Firefox, as many connections as are kept. With the
// folder of another build (unpacked, for Firefox, with a background that is unloaded) its export of the same is the yardstick.
//
//   node --import tsx bench/export.ts [folder of another build]
import { resolve } from "node:path";
import { Addon } from "../browsers/addon.ts";
import { runProgram } from "../browsers/process/program.ts";
import { Session } from "../browsers/session.ts";
import { keepAwake, keepExporting, loadTimes, rememberConnections, timeExport, type ExportTimes } from "../browsers/under-load.ts";
import { startManyHosts, type ManyHosts } from "../lab/many-hosts.ts";
import type { Figure } from "./figure.ts";
import { formatFigures } from "./figure.ts";
import { isMain } from "./main.ts";
import { median, ratioOfMedians, type Round } from "./statistics.ts";

/** As many as the add-on keeps. */
const CONNECTIONS = 4000;
/** The background can be stopped there, so that it reads back what was put into its storage. */
const FOLDER = "dist/firefox-event-page";
const EXPORTS = 3;
const ROUNDS = 6;
const LOADS = 6;
/** What the project asks for: a page load beside exports by one at rest; time and characters by those of the build of November 2026. */
const LIMITS = { load: 1.2, time: 0.15, characters: 0.5 };

export async function benchExport(session: Session, yardstick?: string): Promise<Figure[]> {
  const many = await startManyHosts(20);
  const lab = { ...await session.lab({ cases: [] }), hosts: [...many.hosts], rootPems: [many.rootPem] };
  const within = async <Value>(addonDir: string, act: (addon: Addon) => Promise<Value>): Promise<Value> => {
    const firefox = await session.firefox({ lab, addonDir, preferences: { "privacy.reduceTimerPrecision": false, "extensions.background.idle.timeout": 20_000 } });
    try {
      const addon = await Addon.connect(firefox);
      await rememberConnections(addon.page, CONNECTIONS);
      await addon.backgroundUnloaded();
      await keepAwake(addon.page);
      return await act(addon);
    } finally {
      await firefox.close();
    }
  };
  const before = yardstick === undefined ? undefined : await within(resolve(yardstick), (addon) => exports(addon, "document"));
  const figures = await within(FOLDER, (addon) => measure(addon, many, before));
  await many.stop();
  return figures;
}

async function measure(addon: Addon, many: ManyHosts, before: ExportTimes | undefined): Promise<Figure[]> {
  const { page } = await addon.newTab();
  const document = await exports(addon, "document");
  const parts = await exports(addon, "parts");
  const rounds: Round[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const off = await loadTimes(page, many.url, LOADS);
    const stop = await keepExporting(addon.page);
    rounds.push({ off, on: await loadTimes(page, many.url, LOADS) });
    await stop();
  }
  const { ratio, low, high, on, off } = ratioOfMedians(rounds);
  const words = ({ total, longest, characters }: ExportTimes): string => `${total.toFixed(0)} ms, ${longest.toFixed(0)} ms at a stretch, ${(characters / 1e6).toFixed(1)} MB`;
  return [
    { name: "export, page load beside it / at rest", value: ratio, unit: "ratio", interval: [low, high], limit: { most: LIMITS.load }, detail: `${on.toFixed(0)} ms / ${off.toFixed(0)} ms` },
    { name: "export, longest stretch / all of it, in parts", value: parts.longest / parts.total, unit: "ratio", detail: `${String(CONNECTIONS)} connections: ${words(parts)}` },
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
    const [folder] = process.argv.slice(2);
    await session.setUp();
    console.log(formatFigures(await benchExport(session, folder)));
    await session.end();
    return 0;
  });
}
