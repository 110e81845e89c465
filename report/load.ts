import type { Day } from "../src/core/history/days.ts";
import { ask } from "../ui/background.ts";
import type { HostRows } from "./host-rows.ts";
import type { ExportReading, ReportChunk, ReportHost } from "../src/messages/hosts.ts";

/** The background may still be giving an old memory its rows. Milliseconds. */
const PATIENCE = 60_000;

export interface LoadProgress {
  total: number;
  remembering: boolean;
  complete: boolean;
}

/**
 * Reads all hosts into `rows`, some at a time, so that neither this page nor the background is busy for long; tells after
 * each. Rejects with BackgroundError.
 */
export async function loadHosts(rows: HostRows, onProgress: (progress: LoadProgress) => void): Promise<void> {
  let after: string | null = null;
  do {
    const { hosts, next, total, remembering } = JSON.parse(await ask("report/hosts", { after }, PATIENCE)) as ReportChunk;
    rows.add(hosts);
    after = next;
    onProgress({ total: Math.max(total, rows.hosts.length), remembering, complete: next === null });
  } while (after !== null);
}

export async function loadDays(): Promise<Day[]> {
  return JSON.parse(await ask("report/days", {}, PATIENCE)) as Day[];
}

export async function loadHost(host: string, port: number): Promise<ReportHost | null> {
  return JSON.parse(await ask("report/host", { host, port }, PATIENCE)) as ReportHost | null;
}

export async function readExport(text: string): Promise<ExportReading> {
  return JSON.parse(await ask("report/export", { text }, PATIENCE)) as ExportReading;
}
