import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LaunchedBrowser } from "../../browsers/launched-browser.ts";
import { Addon } from "../../browsers/addon.ts";
import { toRow } from "./table.ts";
import type { Row } from "./table.ts";

/** A page to visit. */
export interface Visit {
  /** Names the row and the screenshot. */
  host: string;
  url: string;
  /** A host that must have been visited before. */
  after?: string;
  /** It cannot be visited here; the reason. */
  unavailable?: string;
}

export interface InspectedStart {
  rows: Row[];
  /** What this program itself could not do. */
  faults: string[];
}

export interface InspectOptions {
  /** Folder for the export and the pictures. */
  out: string;
  /** Where the browser's debugger is needed: for every page from the start, instead of once for each that has loaded. */
  inspectAll?: boolean;
  say: (line: string) => void;
}

/** Pages that load at the same time. */
const BATCH = 6;

/**
 * Visits the pages in tabs of a browser that has the add-on, and leaves in `out` the export of all (telemetry.json) and
 * a picture of the popup for each. Judges nothing: a page that fails is a row like any other.
 */
export async function inspect(launched: LaunchedBrowser, visits: readonly Visit[], { out, inspectAll = false, say }: InspectOptions): Promise<InspectedStart> {
  clearOut(out);
  const addon = await Addon.connect(launched);
  if (inspectAll) await addon.ask("settings/set", { values: { inspection: "every-page" } });
  const popup = await launched.browser.newPage();
  const rows = new Map<Visit, Row>();
  const faults: string[] = [];

  const attempt = async (visit: Visit, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!launched.browser.connected) throw error;
      const message = error instanceof Error ? error.message : String(error);
      faults.push(`${visit.host}: ${message}`);
      if (!rows.has(visit)) rows.set(visit, { ...toRow(visit.host, null), grade: "fault", finding: message });
    }
  };

  for (const visit of visits.filter(({ unavailable }) => unavailable !== undefined)) {
    rows.set(visit, { ...toRow(visit.host, null), grade: "–", finding: `not served here: ${visit.unavailable ?? ""}` });
  }
  const open = visits.filter(({ unavailable }) => unavailable === undefined);
  for (const batch of batches(open)) {
    const tabs = new Map<Visit, number>();
    await Promise.all(batch.map((visit) => attempt(visit, async () => {
      const tabId = await addon.openTab(visit.url);
      const { report } = await addon.settleAndInspect(tabId);
      rows.set(visit, toRow(visit.host, report));
      tabs.set(visit, tabId);
    })));
    // One popup page shows them in turn.
    for (const [visit, tabId] of tabs) {
      await attempt(visit, async () => addon.savePopup(tabId, popup, `${join(out, fileName(visit.host))}.png`));
      say(`${rows.size} of ${visits.length} pages: ${visit.host}`);
    }
  }
  const telemetry = await addon.ask("telemetry/export", {});
  writeFileSync(join(out, "telemetry.json"), `${JSON.stringify(telemetry, null, 2)}\n`);
  return { rows: visits.flatMap((visit) => rows.get(visit) ?? []), faults };
}

/** Small batches in the given order; a page that must come after another waits for a later batch. */
export function batches(visits: readonly Visit[]): Visit[][] {
  const waiting = [...visits];
  const done = new Set<string>();
  const result: Visit[][] = [];
  while (waiting.length > 0) {
    const hosts = new Set(waiting.map(({ host }) => host));
    const ready = waiting.filter(({ after }) => after === undefined || done.has(after) || !hosts.has(after)).slice(0, BATCH);
    // Pages that wait for each other are visited as they come.
    const batch = ready.length > 0 ? ready : waiting.slice(0, BATCH);
    for (const visit of batch) {
      waiting.splice(waiting.indexOf(visit), 1);
      done.add(visit.host);
    }
    result.push(batch);
  }
  return result;
}

function clearOut(out: string): void {
  mkdirSync(out, { recursive: true });
  for (const name of readdirSync(out)) if (name.endsWith(".png") || name === "telemetry.json") rmSync(join(out, name));
}

/** Host names are safe, IPv6 addresses are not everywhere. */
function fileName(host: string): string {
  return host.replace(/[^A-Za-z0-9.-]/g, "_");
}
