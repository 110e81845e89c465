/** Puts hosts and days into the memory of the installed add-on, as it would have written them itself. */
import type { Page } from "puppeteer-core";
import type { Messages } from "../src/messages/index.ts";
import { untilHeard } from "./addon-page.ts";

export interface Seed {
  hosts: number;
  /** Days that end today. */
  days: number;
}

/**
 * Fills the memory from one of the add-on's own pages. The same number gives the same hosts: made up, with the CAs, versions
 * and suites that are met today. Gives how many have which grade; "" stands for those that nobody judged.
 */
export async function seedReport(page: Page, seed: Seed): Promise<Record<string, number>> {
  // The background makes the database.
  await askAny(page, "report/days", {});
  await page.evaluate("globalThis.__name = (named) => named");
  return await page.evaluate(fill, seed);
}

/** What the pages of add-ons have in Firefox, and in Chromium. */
interface AddonGlobal {
  browser?: { runtime: { sendMessage(message: object): Promise<unknown> } };
  chrome: { runtime: { sendMessage(message: object): Promise<unknown> } };
}

/** Sends a request of src/messages/index.ts from a page of the add-on, in any browser; the answer crosses as text. */
export async function askAny<Type extends keyof Messages>(page: Page, type: Type, request: Messages[Type]["request"]): Promise<Messages[Type]["response"]> {
  return JSON.parse(await untilHeard(() => page.evaluate(async (message) => {
    const { browser, chrome } = globalThis as unknown as AddonGlobal;
    return JSON.stringify(await (browser ?? chrome).runtime.sendMessage(message));
  }, { type, ...request }))) as Messages[Type]["response"];
}

/** Runs in the add-on's page: nothing from outside is there. */
async function fill({ hosts, days }: Seed): Promise<Record<string, number>> {
  const DAY = 86_400_000;
  const now = Date.now();
  let state = 20_261_122;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const pick = <Value>(values: readonly (readonly [Value, number])[]): Value => {
    let left = random() * values.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of values) {
      left -= weight;
      if (left < 0) return value;
    }
    throw new Error("Nothing to choose from.");
  };
  const hex = (text: string): string => {
    let hash = 2_166_136_261;
    return Array.from({ length: 64 }, (_, i) => {
      hash = Math.imul(hash ^ text.charCodeAt(i % text.length) ^ i, 16_777_619) >>> 0;
      return (hash >>> 24 & 15).toString(16);
    }).join("");
  };
  const WORDS = ["harbour", "lumen", "northwind", "meadow", "orbit", "paper", "quartz", "river", "saffron", "tundra", "umber", "velvet", "willow", "zephyr", "atlas", "birch", "copper", "delta", "ember", "fjord", "granite", "hazel", "indigo", "juniper"];
  const KINDS = ["coffee", "bank", "mail", "press", "labs", "shop", "travel", "music", "maps", "cloud", "clinic", "school", "games", "news"];
  const PARTS = ["www", "api", "cdn", "static", "img", "login", "fonts", "media", "edge", "assets", "m", "status"];
  const CAS: [[issuer: string, organization: string, root: string, rootOrganization: string, days: number], number][] = [
    [["R13", "Let's Encrypt", "ISRG Root X1", "Internet Security Research Group", 90], 30],
    [["E8", "Let's Encrypt", "ISRG Root X2", "Internet Security Research Group", 90], 16],
    [["WE1", "Google Trust Services", "GTS Root R4", "Google Trust Services LLC", 90], 22],
    [["WR2", "Google Trust Services", "GTS Root R1", "Google Trust Services LLC", 84], 10],
    [["DigiCert TLS RSA SHA256 2020 CA1", "DigiCert Inc", "DigiCert Global Root CA", "DigiCert Inc", 198], 9],
    [["Amazon RSA 2048 M04", "Amazon", "Amazon Root CA 1", "Amazon", 198], 8],
    [["Sectigo Public Server Authentication CA DV E36", "Sectigo Limited", "Sectigo Public Server Authentication Root E46", "Sectigo Limited", 198], 6],
    [["GlobalSign GCC R6 AlphaSSL CA 2025", "GlobalSign nv-sa", "GlobalSign Root CA - R6", "GlobalSign", 198], 3],
    [["Certum DV TLS G2 R39 CA", "Asseco Data Systems S.A.", "Certum Trusted Root CA", "Asseco Data Systems S.A.", 198], 1],
  ];
  const seenOn = Array.from({ length: days }, () => new Map<string, { version: string; suite: string; group: string; postQuantum: boolean }>());
  const strengths: object[] = [];
  const memories: object[] = [];
  const grades: Record<string, number> = {};
  const sums = { strengths: { count: 0, bytes: 0 }, hosts: { count: 0, bytes: 0 } };
  for (let i = 0; i < hosts; i += 1) {
    const site = `${WORDS[i % WORDS.length] ?? ""}-${KINDS[Math.floor(i / WORDS.length) % KINDS.length] ?? ""}${i >= 336 ? `-${String(Math.floor(i / 336))}` : ""}`;
    const host = `${PARTS[Math.floor(random() * PARTS.length)] ?? "www"}.${site}.example`;
    const port = random() < 0.01 ? 8443 : 443;
    const device = random() < 0.004;
    const shape = device ? "self" : pick([["pq", 46], ["modern", 38], ["older", 12], ["old", 1.6], ["unjudged", 2.4]] as const);
    const [issuer, organization, root, rootOrganization, lifetime] = device ? [host, null, host, null, 3650] as const : pick(CAS);
    const age = random() * lifetime * 0.72;
    const expired = random() < 0.004;
    const notAfter = now + (expired ? -3 * random() : lifetime - age) * DAY;
    const firstSeen = now - Math.floor(random() ** 0.7 * days * 0.98) * DAY - 3_600_000;
    const lastSeen = Math.max(firstSeen, now - Math.floor(random() ** 3 * (now - firstSeen) / DAY) * DAY - 1_800_000);
    const old = shape === "older" || shape === "old" || shape === "self";
    const version = shape === "old" ? "TLS 1.0" : old ? "TLS 1.2" : "TLS 1.3";
    const suite = shape === "old" ? "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA" : old ? pick([["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 6], ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", 3], ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", 2]] as const) : pick([["TLS_AES_128_GCM_SHA256", 7], ["TLS_AES_256_GCM_SHA384", 3], ["TLS_CHACHA20_POLY1305_SHA256", 1]] as const);
    const group = shape === "pq" ? "X25519MLKEM768" : old ? "secp256r1" : pick([["x25519", 6], ["secp256r1", 1]] as const);
    const unjudged = shape === "unjudged";
    const grade = unjudged ? null : device || expired ? "T" : shape === "old" ? "C" : shape === "older" ? pick([["B", 3], ["A-", 1], ["A", 2]] as const) : shape === "pq" ? pick([["A+", 5], ["A", 3]] as const) : pick([["A", 6], ["A+", 2]] as const);
    grades[grade ?? ""] = (grades[grade ?? ""] ?? 0) + 1;
    const key = hex(host);
    const worst = unjudged || shape === "pq" ? null
      : device ? { rule: "chain/self-signed", severity: "error", params: [] }
        : expired ? { rule: "certificate/expired", severity: "error", params: [new Date(notAfter).toISOString().slice(0, 10)] }
          : shape === "old" ? { rule: "connection/old-tls", severity: "warning", params: [version] }
            : { rule: "connection/no-post-quantum", severity: "notice", params: [group] };
    const id = `${host} ${String(port)}`;
    const row = {
      id, host, port, firstSeen, lastSeen, judged: unjudged ? null : lastSeen, grade, score: unjudged ? null : old ? 84 : 95,
      version: unjudged ? null : version, suite: unjudged ? null : suite, group: unjudged ? null : group, postQuantum: unjudged ? null : shape === "pq",
      notAfter, key, issuer: { name: issuer, organization }, anchor: { name: root, organization: rootOrganization }, trust: device ? "untrusted" : "public",
      interception: unjudged ? "unknown" : i % 1997 === 11 ? "likely" : "none", findings: unjudged ? null : worst === null ? 0 : 1 + (i % 3), worst, state: "seeded", counted: new Date(lastSeen).toISOString().slice(0, 10),
    };
    const bytes = JSON.stringify(row).length;
    strengths.push({ ...row, bytes });
    sums.strengths.count += 1;
    sums.strengths.bytes += bytes;
    if (!unjudged) {
      // A share of hosts has learnt post-quantum groups only of late.
      for (let day = 0; day < days; day += 1) {
        const time = now - (days - 1 - day) * DAY;
        if (time < firstSeen - DAY || time > lastSeen + DAY || random() > 0.35) continue;
        const early = shape === "pq" && random() > 0.35 + 0.65 * (day / days);
        seenOn[day]?.set(host, { version, suite, group: early ? "x25519" : group, postQuantum: shape === "pq" && !early });
      }
    }
    // The history of hosts beyond some thousands is in nobody's way.
    if (i < 3000) {
      const length = 1 + Math.min(5, Math.floor((now - firstSeen) / DAY / 45));
      const keys = Array.from({ length }, (_, place) => {
        const back = (length - 1 - place) * 60 * DAY;
        return {
          key: place === length - 1 ? key : hex(`${String(place * 7919)} ${host}`), leaf: hex(`leaf ${host} ${String(place)}`),
          issuer: { id: hex(`issuer ${issuer}`), name: `CN=${issuer},O=${organization ?? ""},C=US`, organization }, root: { id: hex(`root ${root}`), name: `CN=${root},O=${rootOrganization ?? ""},C=US`, organization: rootOrganization },
          anchor: null, trust: row.trust, notBefore: notAfter - lifetime * DAY - back, notAfter: notAfter - back,
          firstSeen: Math.max(firstSeen, notAfter - lifetime * DAY - back), lastSeen: Math.max(firstSeen, Math.min(lastSeen, notAfter - lifetime * DAY - back + 58 * DAY)),
        };
      });
      const memory = { id, host, port, firstSeen, lastSeen, place: "public", keys };
      const size = JSON.stringify(memory).length;
      memories.push({ ...memory, bytes: size });
      sums.hosts.count += 1;
      sums.hosts.bytes += size;
    }
  }
  const tallies = seenOn.map((seen, day) => {
    const tally = { day: new Date(now - (days - 1 - day) * DAY).toISOString().slice(0, 10), hosts: seen.size, versions: {} as Record<string, number>, suites: {} as Record<string, number>, groups: {} as Record<string, number>, postQuantum: { yes: 0, no: 0, unknown: 0 } };
    for (const { version, suite, group, postQuantum } of seen.values()) {
      tally.versions[version] = (tally.versions[version] ?? 0) + 1;
      tally.suites[suite] = (tally.suites[suite] ?? 0) + 1;
      tally.groups[group] = (tally.groups[group] ?? 0) + 1;
      tally.postQuantum[postQuantum ? "yes" : "no"] += 1;
    }
    return tally;
  });
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open("history");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(new Error("The history cannot be opened."));
  });
  for (const [store, entries] of [["strengths", strengths], ["hosts", memories], ["days", tallies]] as const) {
    for (let i = 0; i < entries.length; i += 5000) {
      const transaction = database.transaction([store], "readwrite");
      const done = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onerror = () => reject(new Error(`${store} cannot be written.`));
      });
      for (const entry of entries.slice(i, i + 5000)) transaction.objectStore(store).put(entry);
      await done;
    }
  }
  const transaction = database.transaction(["sums"], "readwrite");
  const done = new Promise<void>((resolve) => (transaction.oncomplete = () => resolve()));
  for (const [name, sum] of Object.entries(sums)) transaction.objectStore("sums").put(sum, name);
  await done;
  database.close();
  return grades;
}
