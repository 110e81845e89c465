// Honest browsing and real interceptors' certificates, all under the same thresholds, in one run. The tables in docs/interception.md are
// written by it: TLSCOPE_WRITE_DOCS=1 node --import tsx --test test/unit/core/interception/simulation/simulation.test.ts
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import type { InterceptionAssessment } from "../../../../../src/core/assessment.ts";
import { CertificateStore } from "../../../../../src/core/x509/certificate-store.ts";
import { authority, DAY, Keys, leafOf, ORDINARY, PRODUCTS, type Authority, type Chain, type Product } from "./authorities.ts";
import { SimulatedBrowser, type Kind, type Visit } from "./browser.ts";
import { HONEST, type World } from "./honest.ts";
import { Random } from "./random.ts";

const DOCUMENT = "docs/interception.md";
const START = Date.UTC(2026, 9, 1, 8);
const KINDS: readonly Kind[] = ["Firefox", "Chromium", "Brave"];
/** Of the others the document says in words that it is as much. */
const WRITTEN: readonly Kind[] = ["Firefox", "Chromium"];
const isAlarm = ({ verdict }: InterceptionAssessment): boolean => verdict === "likely" || verdict === "known";

let world: World;
before(async () => {
  const [first, second, third] = await Promise.all([authority("Public Root, O=Public Trust Services", { intermediate: true }), authority("Other Root, O=Other Trust Services", { intermediate: true }), authority("New Root, O=New Trust Services", { intermediate: true })]);
  world = { keys: await Keys.make(64), publicCas: [first, second, third], certificates: new CertificateStore(), start: START };
});

interface Counts {
  days: number;
  none: number;
  unusual: number;
  alarms: number;
  unknown: number;
}

describe("honest browsing", () => {
  const rows = new Map<string, Record<Kind, Counts>>();
  for (const { name, run } of HONEST) {
    test(name, async () => {
      // The same visits for all kinds: to make their certificates takes longer than to judge them.
      const seen = KINDS.map((kind) => ({ kind, browser: new SimulatedBrowser(kind, world.certificates), counts: { days: 0, none: 0, unusual: 0, alarms: 0, unknown: 0 } satisfies Counts, alarms: [] as string[] }));
      const hostDays = new Set<string>();
      let today = 0;
      for await (const visit of run(world, new Random(7))) {
        const day = Math.floor(visit.time / DAY);
        hostDays.add(`${visit.host} ${String(day)}`);
        for (const { browser, counts, alarms } of seen) {
          // Every few days the browser is started anew.
          if (day !== today && day % 3 === 0) browser.restart();
          const found = await browser.visit(visit);
          counts[found.verdict === "likely" || found.verdict === "known" ? "alarms" : found.verdict]++;
          if (isAlarm(found)) alarms.push(`${visit.host}: ${found.evidence.map(({ id, weight }) => `${id} ${String(weight)}`).join(", ")}`);
        }
        today = day;
      }
      for (const { kind, alarms } of seen) assert.deepEqual(alarms.slice(0, 3), [], `${kind}: ${String(alarms.length)} alarms`);
      assert.ok(hostDays.size >= 100, `${String(hostDays.size)} days of a host`);
      const both = Object.fromEntries(seen.map(({ kind, counts }): [Kind, Counts] => [kind, { ...counts, days: hostDays.size }]));
      rows.set(name, both as Record<Kind, Counts>);
    });
  }

  test("the document says what came out", () => {
    const table = ["| honest browsing | days of a host | Firefox: none, unusual, unknown, alarms | Chromium |", "|---|---|---|---|", ...HONEST.map(({ name }) => {
      const found = rows.get(name);
      const of = (kind: Kind): string => found === undefined ? "failed" : [found[kind].none, found[kind].unusual, found[kind].unknown, found[kind].alarms].join(", ");
      return `| ${name} | ${String(found?.Firefox.days ?? 0)} | ${of("Firefox")} | ${of("Chromium")} |`;
    })];
    document("honest", table);
  });
});

/** A product in front of sites, as in the notes: made when a connection asks, directly under the root. */
class Middle {
  readonly #product: Product;
  readonly #ca: Authority;
  readonly #random: Random;
  constructor(product: Product, ca: Authority, seed: number) {
    this.#product = product;
    this.#ca = ca;
    this.#random = new Random(seed);
  }
  async show(host: string, time: number): Promise<Chain> {
    const { subject, back, days, key, omit, serial } = this.#product;
    const shared = key === "of the CA" ? this.#ca.rootKey : key === "one for all" ? world.keys.take() : undefined;
    this.#shared ??= shared;
    return await leafOf(this.#ca, {
      host, key: (key === "one each" ? world.keys.take() : this.#shared) ?? world.keys.take(), subject: subject(host), omit, serial: serial(this.#random), days,
      // squid copies the origin's dates.
      from: back === 0 ? time - 23 * DAY - 5 * 3_600_000 : time - back * DAY - 2000,
    });
  }
  #shared: Authority["rootKey"] | undefined;
}

describe("interceptors", () => {
  const rows: string[] = [];
  for (const product of PRODUCTS) {
    test(product.name, async () => {
      for (const owner of product.ca === "owner" ? ["Corp Gateway CA, O=Example Corp", "myca"] : [product.ca]) {
        const ca = await authority(owner);
        const words: string[] = [];
        for (const kind of KINDS) {
          for (const address of [undefined, "127.0.0.1"]) {
            const start = (): ((host: string, minute: number) => Promise<string>) => {
              const middle = new Middle(product, ca, 3);
              const browser = new SimulatedBrowser(kind, world.certificates);
              return async (host, minute) => {
                const time = START + minute * 60_000;
                return (await browser.visit({ host, chain: await middle.show(host, time), ending: "private", time, ip: address })).verdict;
              };
            };
            const wellKnown = await start()("www.paypal.com", 0);
            const unknown = start();
            const first = await unknown("www.alpha-bank.com", 0);
            const second = await unknown("shop.beta-store.org", 3);
            const seenBefore = await afterHonest(product, ca, kind, address);
            assert.ok(["likely", "known"].includes(wellKnown) && ["likely", "known"].includes(second) && ["likely", "known"].includes(seenBefore), `${kind} ${address ?? ""} ${owner}: ${wellKnown}, ${first}, ${second}, ${seenBefore}`);
            assert.ok(!["none", "unknown"].includes(first), `${kind} ${address ?? ""} ${owner}: ${first}`);
            if (WRITTEN.includes(kind)) words.push([wellKnown, seenBefore, first, second].join(", "));
          }
        }
        rows.push(`| ${product.name} (${owner}) | ${words.map((each) => each).join(" | ")} |`);
      }
    });
  }

  test("the document says what came out", () => {
    document("interceptors", ["| well-known site, seen before, first other site, second | Firefox, proxy | Firefox, local address | Chromium, proxy | Chromium, local address |", "|---|---|---|---|---|", ...rows]);
  });
});

/** A site that was seen with public certificates yesterday. */
async function afterHonest(product: Product, ca: Authority, kind: Kind, ip: string | undefined): Promise<string> {
  const browser = new SimulatedBrowser(kind, world.certificates);
  const host = "www.gamma-mail.net";
  const [by] = world.publicCas;
  assert.ok(by);
  const honest: Visit = { host, ending: "public", time: START - DAY, ip: "8.8.8.8", chain: await leafOf(by, { host, key: world.keys.take(), from: START - 20 * DAY, days: 90, ...ORDINARY }) };
  assert.equal((await browser.visit(honest)).verdict, "none");
  browser.restart();
  return (await browser.visit({ host, ending: "private", time: START, ip, chain: await new Middle(product, ca, 4).show(host, START) })).verdict;
}

/** Writes a table where it is asked to, else holds the document against it. */
function document(part: string, table: readonly string[]): void {
  const text = readFileSync(DOCUMENT, "utf8");
  const begin = `<!-- simulation: ${part} -->`, end = `<!-- simulation: end of ${part} -->`;
  const start = text.indexOf(begin), stop = text.indexOf(end);
  assert.ok(start >= 0 && stop > start, `${DOCUMENT} has no place for "${part}"`);
  const wanted = `${begin}\n${table.join("\n")}\n`;
  if (process.env["TLSCOPE_WRITE_DOCS"] !== undefined) writeFileSync(DOCUMENT, text.slice(0, start) + wanted + text.slice(stop));
  else assert.equal(text.slice(start, stop), wanted);
}
