import type { Observation } from "../../../../src/core/observation.ts";
import { NetLogReader, type NetLogOptions, type NetLogSummary } from "../../../../src/core/recordings/netlog.ts";

export interface Read {
  observations: Observation[];
  summary: NetLogSummary;
}

/** A whole log, in chunks of so many bytes. */
export function readLog(text: string | Uint8Array, chunk = 65_536, options: Omit<NetLogOptions, "onConnection"> = {}): Read {
  const observations: Observation[] = [];
  const reader = new NetLogReader({ ...options, onConnection: (observation) => observations.push(observation) });
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  for (let start = 0; start < bytes.length; start += chunk) reader.push(bytes.slice(start, start + chunk));
  return { observations, summary: reader.end() };
}
