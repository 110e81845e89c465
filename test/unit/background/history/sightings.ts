import type { Seen, SeenAuthority } from "../../../../src/core/interception/seen.ts";

export const DAY = 86_400_000;
export const START = Date.UTC(2026, 0, 1);

export function authority(name: string): SeenAuthority {
  return { id: `key of ${name}`, name: `CN=${name}`, organization: name.split(" ")[0] ?? name };
}

/** A connection on a day. `by`: "<organisation> <CA>". */
export function sighting(day: number, key: string, by: string, trust: Seen["trust"] = "public", parts: Partial<Seen> = {}): Seen {
  const root = authority(by);
  return {
    host: "www.example.com", port: 443, time: START + day * DAY, place: "public", trust, leaf: `leaf of ${key}`, key,
    notBefore: START, notAfter: START + 90 * DAY, issuer: root, root, chainKeys: [key, root.id], anchor: `root of ${by}`, ...parts,
  };
}
