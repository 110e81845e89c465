import type { ElsewhereSeen } from "./surroundings.ts";
import type { Seen } from "./seen.ts";
import type { Observation } from "../observation.ts";

/** Hosts and ports that are held against an export from elsewhere. */
export const MAX_ELSEWHERE = 5000;
const MAX_KEYS = 20;

/** Another vantage point, as it is kept in storage. JSON. */
export interface Elsewhere {
  /** ISO 8601. */
  exportedAt: string;
  /** By "<host> <port>". */
  hosts: Record<string, ElsewhereSeen>;
}

/** What an export from elsewhere shows of each host and port. `seenIn`: who an observation was with. */
export async function readElsewhere(exportedAt: string, observations: readonly Observation[], seenIn: (observation: Observation) => Promise<Seen | undefined>): Promise<Elsewhere> {
  const hosts = new Map<string, ElsewhereSeen>();
  for (const observation of observations) {
    const seen = await seenIn(observation);
    if (seen === undefined) continue;
    const id = elsewhereId(seen.host, seen.port);
    const known = hosts.get(id);
    if (known === undefined && hosts.size >= MAX_ELSEWHERE) continue;
    const time = new Date(seen.time).toISOString();
    hosts.set(id, {
      keys: [...new Set([...known?.keys ?? [], seen.key])].slice(-MAX_KEYS),
      publicAnchor: known?.publicAnchor === true || seen.trust === "public",
      time: known === undefined || known.time === null || known.time < time ? time : known.time,
    });
  }
  return { exportedAt, hosts: Object.fromEntries(hosts) };
}

/** Hosts and ports of which is kept what the companion saw. */
const MAX_SIGHTS = 200;

/** By "<host> <port>": what the companion has seen, with one sight more. */
export function withSight(sights: Elsewhere["hosts"], { host, port, key, trust, time }: Seen): Elsewhere["hosts"] {
  const id = elsewhereId(host, port);
  const known = sights[id];
  const others = Object.entries(sights).filter(([each]) => each !== id).slice(1 - MAX_SIGHTS);
  return Object.fromEntries([...others, [id, {
    keys: [...new Set([...known?.keys ?? [], key])].slice(-MAX_KEYS), publicAnchor: known?.publicAnchor === true || trust === "public", time: new Date(time).toISOString(),
  }]]);
}

export function elsewhereId(host: string, port: number): string {
  return `${host} ${String(port)}`;
}
