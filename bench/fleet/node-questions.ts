// The ready-made questions as somebody without a database would answer them: in Node, a row at a time.
import { millisecondsOf } from "../../src/core/fleet/row.ts";
import type { SparseRow } from "../../src/core/fleet/columns.ts";
import type { FleetCell } from "../../cli/query/answer.ts";

type Row = readonly FleetCell[];

/** Takes rows one by one, and has the answer once all were there. Rows are those of files: a sensor that asks to be deleted is left out before. */
export interface NodeQuestion {
  take(row: SparseRow): void;
  answer(): Row[];
}

const DAY = 86_400_000;
const LIMIT = 10_000;
const EXAMPLES = 20;

/** By the name of the question in fleet/queries/, with the same columns in the same order. */
export const NODE_QUESTIONS: Readonly<Record<string, () => NodeQuestion>> = {
  "ca-changes": () => grouped({
    of: (row) => isConnection(row) && has(row.ca) ? [row.host ?? "", row.port ?? null] : undefined,
    begin: () => ({ cas: new Set<string>(), first: "", firstCa: "", last: "", lastCa: "", ids: new Set<string>(), ...span() }),
    add: (group, row) => {
      const [ca, key] = [row.ca ?? "", row.time + row.id];
      group.cas.add(ca);
      group.ids.add(row.id);
      if (group.first === "" || key < group.first) [group.first, group.firstCa] = [key, ca];
      if (key > group.last) [group.last, group.lastCa] = [key, ca];
      widen(group, row.time);
    },
    told: ([host = "", port = null], { cas, firstCa, lastCa, from, to, ids }) => cas.size > 1 ? [host, port, cas.size, firstCa, lastCa, sorted(cas), from, to, ids.size] : undefined,
    order: by([2, "down"], [0], [1]), limit: LIMIT,
  }),

  chains: () => grouped({
    of: (row) => isConnection(row) && row.sent_known === 1 ? [row.host ?? "", row.port ?? null] : undefined,
    begin: () => ({ ids: new Set<string>(), superfluous: new Set<string>(), most: 0, bytes: null as number | null, missing: new Set<string>(), mostMissing: null as number | null, disordered: new Set<string>() }),
    add: (group, row) => {
      group.ids.add(row.id);
      const superfluous = row.superfluous?.length ?? 0;
      if (superfluous > 0) group.superfluous.add(row.id);
      group.most = Math.max(group.most, superfluous);
      group.bytes = larger(group.bytes, row.superfluous_bytes);
      if ((row.missing_count ?? 0) > 0) group.missing.add(row.id);
      group.mostMissing = larger(group.mostMissing, row.missing_count);
      if (row.ordered === 0) group.disordered.add(row.id);
    },
    told: ([host = "", port = null], { ids, superfluous, most, bytes, missing, mostMissing, disordered }) => superfluous.size + missing.size + disordered.size > 0
      ? [host, port, ids.size, superfluous.size, most, bytes, missing.size, mostMissing, disordered.size] : undefined,
    order: by([6, "down"], [3, "down"], [0], [1]), limit: LIMIT,
  }),

  clients: () => grouped({
    ofMany: (row) => isConnection(row) ? (row.clients_refuse ?? []).map((client) => [client]) : [],
    begin: () => ({ ids: new Set<string>(), hosts: new Set<string>() }),
    add: ({ ids, hosts }, row) => {
      ids.add(row.id);
      hosts.add(row.host ?? "");
    },
    told: ([client = ""], { ids, hosts }) => [client, ids.size, hosts.size, examples(hosts)],
    order: by([1, "down"], [0]),
  }),

  expiring: () => {
    const servers = new Map<string, { host: string; last: string; leaf: string; ids: Set<string> }>();
    const facts = new Map<string, { expires: string; subject: string; issuer: string }>();
    const now = Date.now();
    return {
      take: (row) => {
        if (isConnection(row) && has(row.leaf)) {
          const server = remembered(servers, `${row.host ?? ""} ${row.port ?? ""}`, () => ({ host: row.host ?? "", last: "", leaf: "", ids: new Set<string>() }));
          const key = row.time + row.id;
          if (key > server.last) [server.last, server.leaf] = [key, row.leaf ?? ""];
          server.ids.add(row.id);
        } else if (row.record === "certificate" && has(row.not_after) && Math.abs(millisecondsOf(row.not_after ?? "") - now) < 30 * DAY) {
          facts.set(row.sha256 ?? "", { expires: row.not_after ?? "", subject: row.subject ?? "", issuer: row.issuer_organization ?? "" });
        }
      },
      answer: () => {
        const used = new Map<string, { hosts: Set<string>; connections: number }>();
        for (const { host, leaf, ids } of servers.values()) {
          if (!facts.has(leaf)) continue;
          const certificate = remembered(used, leaf, () => ({ hosts: new Set<string>(), connections: 0 }));
          certificate.hosts.add(host);
          certificate.connections += ids.size;
        }
        return [...used].map(([sha256, { hosts, connections }]): Row => {
          const { expires = "", subject = "", issuer = "" } = facts.get(sha256) ?? {};
          const days = Math.floor(millisecondsOf(expires) / DAY) - Math.floor(now / DAY);
          return [expires, days, sha256, subject, issuer, examples(hosts), connections];
        }).sort(by([0], [2]));
      },
    };
  },

  failures: () => grouped({
    of: (row) => isConnection(row) && has(row.failure) ? [row.failure_class ?? "", row.failure ?? "", row.failure_name ?? ""] : undefined,
    begin: () => ({ ids: new Set<string>(), hosts: new Set<string>(), sensors: new Set<string>(), rules: new Set<string>() }),
    add: ({ ids, hosts, sensors, rules }, row) => {
      ids.add(row.id);
      hosts.add(row.host ?? "");
      sensors.add(row.sensor ?? "");
      for (const rule of row.chain_errors ?? []) rules.add(rule);
    },
    told: (key, { ids, hosts, sensors, rules }) => [...key, ids.size, hosts.size, sensors.size, sorted(rules), examples(hosts)],
    order: by([3, "down"], [0], [1], [2]),
  }),

  grades: () => grouped({
    of: (row) => isConnection(row) && row.plain !== 1 ? [row.grade ?? ""] : undefined,
    begin: () => ({ ids: new Set<string>(), hosts: new Set<string>(), lowest: null as number | null, highest: null as number | null, caps: new Set<string>() }),
    add: (group, row) => {
      group.ids.add(row.id);
      group.hosts.add(row.host ?? "");
      group.lowest = smaller(group.lowest, row.score);
      group.highest = larger(group.highest, row.score);
      for (const cap of row.caps ?? []) group.caps.add(cap);
    },
    told: ([grade = ""], { ids, hosts, lowest, highest, caps }) => [grade, ids.size, hosts.size, lowest, highest, sorted(caps)],
    order: by([1, "down"], [0]),
  }),

  interception: () => grouped({
    of: (row) => isConnection(row) && ["unusual", "likely", "known"].includes(row.interception ?? "")
      ? [row.interception ?? "", row.interceptor ?? "", row.anchor_name ?? "", row.anchor ?? "", row.network ?? ""] : undefined,
    begin: () => ({ ids: new Set<string>(), hosts: new Set<string>(), sensors: new Set<string>(), evidence: new Set<string>(), ...span() }),
    add: (group, row) => {
      group.ids.add(row.id);
      group.hosts.add(row.host ?? "");
      group.sensors.add(row.sensor ?? "");
      for (const each of row.evidence ?? []) group.evidence.add(each);
      widen(group, row.time);
    },
    told: (key, { ids, hosts, sensors, evidence, from, to }) => [...key, ids.size, hosts.size, sensors.size, sorted(evidence), from, to],
    order: by([0], [5, "down"], [1], [2], [3], [4]),
  }),

  lifetimes: () => {
    const leaves = new Set<string>();
    const facts = new Map<string, { issuer: string; days: number }>();
    return {
      take: (row) => {
        // Also the empty one, which no certificate has.
        if (isConnection(row)) leaves.add(row.leaf ?? "");
        else if (row.record === "certificate" && typeof row.lifetime_days === "number") facts.set(row.sha256 ?? "", { issuer: row.issuer_organization ?? "", days: row.lifetime_days });
      },
      answer: () => {
        const issuers = new Map<string, number[]>();
        for (const [sha256, { issuer, days }] of facts) if (leaves.has(sha256)) remembered(issuers, issuer, (): number[] => []).push(days);
        return [...issuers].map(([issuer, all]): Row => {
          const days = all.sort((a, b) => a - b);
          const upTo = (most: number): number => days.filter((each) => each <= most).length;
          return [issuer, days.length, days[0] ?? null, days[Math.floor(days.length / 2)] ?? null, days.at(-1) ?? null, upTo(47), upTo(100), upTo(200), upTo(398), days.length - upTo(398)];
        }).sort(by([1, "down"], [0]));
      },
    };
  },

  "shared-keys": () => grouped({
    of: (row) => isConnection(row) && has(row.leaf_key) && has(row.site) ? [row.leaf_key ?? ""] : undefined,
    begin: () => ({ sites: new Set<string>(), hosts: new Set<string>(), leaves: new Set<string>(), ids: new Set<string>() }),
    add: ({ sites, hosts, leaves, ids }, row) => {
      sites.add(row.site ?? "");
      hosts.add(row.host ?? "");
      leaves.add(row.leaf ?? "");
      ids.add(row.id);
    },
    told: ([key = ""], { sites, hosts, leaves, ids }) => sites.size > 1 ? [key, sites.size, hosts.size, leaves.size, ids.size, examples(sites)] : undefined,
    order: by([1, "down"], [0]), limit: LIMIT,
  }),

  transparency: () => grouped({
    of: (row) => isConnection(row) && has(row.leaf) ? [row.ca ?? "", row.certificate_transparency ?? "", row.timestamps_total ?? null, row.timestamps_valid ?? null] : undefined,
    begin: () => ({ ids: new Set<string>(), leaves: new Set<string>(), logs: new Set<string>() }),
    add: ({ ids, leaves, logs }, row) => {
      ids.add(row.id);
      leaves.add(row.leaf ?? "");
      for (const log of row.transparency_logs ?? []) logs.add(log);
    },
    told: (key, { ids, leaves, logs }) => [...key, ids.size, leaves.size, sorted(logs)],
    order: by([4, "down"], [0], [1], [2], [3]), limit: LIMIT,
  }),

  versions: () => {
    const weeks = new Map<string, { ids: Set<string>; known: Set<string>; postQuantum: Set<string> }>();
    const used = grouped({
      of: (row) => isConnection(row) && has(row.tls_version) ? [mondayOf(row.time), row.tls_version ?? "", row.cipher_suite ?? "", row.key_group ?? ""] : undefined,
      begin: () => new Set<string>(),
      add: (ids, row) => {
        ids.add(row.id);
        const week = remembered(weeks, mondayOf(row.time), () => ({ ids: new Set<string>(), known: new Set<string>(), postQuantum: new Set<string>() }));
        week.ids.add(row.id);
        if (typeof row.post_quantum === "number") week.known.add(row.id);
        if (row.post_quantum === 1) week.postQuantum.add(row.id);
      },
      told: (key, ids) => {
        const { ids: all, known, postQuantum } = weeks.get(String(key[0])) ?? { ids, known: ids, postQuantum: ids };
        return [...key, ids.size, hundredths(100 * ids.size / all.size), known.size === 0 ? null : hundredths(100 * postQuantum.size / known.size)];
      },
      order: by([0], [4, "down"], [1], [2], [3]),
    });
    return used;
  },

  "weak-keys": () => {
    const facts = new Map<string, SparseRow>();
    const used = grouped({
      ofMany: (row) => isConnection(row) && has(row.leaf) ? (row.path ?? [row.leaf ?? ""]).map((sha256) => [sha256]) : [],
      begin: () => ({ ids: new Set<string>(), hosts: new Set<string>() }),
      add: ({ ids, hosts }, row) => {
        ids.add(row.id);
        hosts.add(row.host ?? "");
      },
      told: ([sha256 = ""], { ids, hosts }) => {
        const row = facts.get(String(sha256));
        if (row === undefined) return undefined;
        return [sha256, row.subject ?? "", row.issuer_organization ?? "", row.key_type ?? "", row.key_bits ?? null, row.key_curve ?? "", row.signature_algorithm ?? "", ids.size, hosts.size, examples(hosts)];
      },
      order: by([7, "down"], [0]),
    });
    return {
      take: (row) => {
        if (row.record === "certificate" && isWeak(row)) facts.set(row.sha256 ?? "", row);
        used.take(row);
      },
      answer: () => used.answer(),
    };
  },
};

function isWeak({ key_strength: strength, signature_algorithm: algorithm = "", subject = "", issuer = "" }: SparseRow): boolean {
  return (strength ?? 2048) < 2048 || /md[25]|sha-?1/.test(algorithm.toLowerCase()) && subject !== issuer;
}

interface Grouping<Group> {
  /** What a row is counted by; undefined: not at all. `ofMany`: by each of these. */
  of?: (row: SparseRow) => Row | undefined;
  ofMany?: (row: SparseRow) => readonly Row[];
  begin: () => Group;
  add: (group: Group, row: SparseRow) => void;
  told: (key: Row, group: Group) => Row | undefined;
  order: (a: Row, b: Row) => number;
  limit?: number;
}

function grouped<Group>({ of, ofMany, begin, add, told, order, limit = Infinity }: Grouping<Group>): NodeQuestion {
  const groups = new Map<string, { key: Row; group: Group }>();
  const put = (key: Row, row: SparseRow): void => add(remembered(groups, key.join("\0"), () => ({ key, group: begin() })).group, row);
  return {
    take: (row) => {
      const one = of?.(row);
      if (one !== undefined) put(one, row);
      for (const key of ofMany?.(row) ?? []) put(key, row);
    },
    answer: () => [...groups.values()].flatMap(({ key, group }) => {
      const row = told(key, group);
      return row === undefined ? [] : [row];
    }).sort(order).slice(0, limit),
  };
}

function remembered<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, value = make());
  return value;
}

function isConnection(row: SparseRow): boolean {
  return row.record === "connection";
}

function has(text: string | null | undefined): boolean {
  return text !== undefined && text !== null && text !== "";
}

function span(): { from: string; to: string } {
  return { from: "", to: "" };
}

function widen(group: { from: string; to: string }, time: string): void {
  if (group.from === "" || time < group.from) group.from = time;
  if (time > group.to) group.to = time;
}

function larger(most: number | null, value: number | null | undefined): number | null {
  return typeof value === "number" && (most === null || value > most) ? value : most;
}

function smaller(least: number | null, value: number | null | undefined): number | null {
  return typeof value === "number" && (least === null || value < least) ? value : least;
}

function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort();
}

function examples(texts: Iterable<string>): string[] {
  return sorted(texts).slice(0, EXAMPLES);
}

/** Two places after the point, halves to the even one, as ClickHouse rounds. */
function hundredths(value: number): number {
  const [scaled, below] = [value * 100, Math.floor(value * 100)];
  const up = scaled - below > 0.5 || scaled - below === 0.5 && below % 2 === 1;
  return (below + (up ? 1 : 0)) / 100;
}

/** "2026-11-23" of any moment of that week. */
function mondayOf(time: string): string {
  const day = Math.floor(millisecondsOf(time) / DAY);
  // The first of January 1970 was a Thursday.
  return new Date((day - (day + 3) % 7) * DAY).toISOString().slice(0, 10);
}

/** By columns, up unless told otherwise; what is unknown comes last either way, as in ClickHouse. */
function by(...columns: readonly (readonly [number] | readonly [number, "down"])[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const [column, direction] of columns) {
      const [left, right] = [a[column] ?? null, b[column] ?? null];
      if (left === right) continue;
      if (left === null || right === null) return left === null ? 1 : -1;
      return (left < right ? -1 : 1) * (direction === "down" ? -1 : 1);
    }
    return 0;
  };
}
