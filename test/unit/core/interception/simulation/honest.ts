// Honest browsing: each situation gives visits, in their order, of which none is intercepted.
import type { CertificateStore } from "../../../../../src/core/x509/certificate-store.ts";
import { TransparencyLog } from "../../../../support/transparency-log.ts";
import { authority, DAY, leafOf, ORDINARY, type Authority, type Chain, type Keys } from "./authorities.ts";
import type { Visit } from "./browser.ts";
import type { Random } from "./random.ts";

export interface World {
  keys: Keys;
  /** The third is newer than the lists. */
  publicCas: readonly [Authority, Authority, Authority];
  certificates: CertificateStore;
  start: number;
}

export interface Situation {
  name: string;
  run: (world: World, random: Random) => AsyncGenerator<Visit>;
}

const PUBLIC_IP = "8.8.8.8";
const SITES = ["www.alpha-bank.com", "shop.beta-store.org", "www.gamma-mail.net", "news.delta-press.co.uk", "www.epsilon-air.de", "www.paypal.com", "en.wikipedia.org", "www.google.com", "zeta-forum.fr", "eta-games.nl"];
const HOUR = 3_600_000;

/** A time of a day: people browse for some hours. */
function at(world: World, day: number, random: Random): number {
  return world.start + day * DAY + random.below(10 * HOUR);
}

/** Visits of days in the order of their times. */
async function* days(count: number, world: World, random: Random, hosts: readonly string[], visit: (host: string, time: number, day: number) => Promise<Visit>): AsyncGenerator<Visit> {
  for (let day = 0; day < count; day++) {
    const times = hosts.map((host) => ({ host, time: at(world, day, random) })).sort((one, other) => one.time - other.time);
    for (const { host, time } of times) yield await visit(host, time, day);
  }
}

const publicly = (world: World, by: Authority, host: string, from: number, length: number): Promise<Chain> => leafOf(by, { host, key: world.keys.take(), from, days: length, ...ORDINARY });

/** A certificate for each host and period, kept. */
function kept(make: (host: string, period: number) => Promise<Chain>): (host: string, period: number) => Promise<Chain> {
  const all = new Map<string, Promise<Chain>>();
  return (host, period) => {
    const id = `${host} ${String(period)}`;
    const chain = all.get(id) ?? make(host, period);
    all.set(id, chain);
    return chain;
  };
}

/** Public sites, each with certificates of a length. */
function renewing(length: number, share: number): Situation["run"] {
  return async function* (world, random) {
    const [by] = world.publicCas;
    const chain = kept((host, period) => publicly(world, by, host, world.start + period * length * share * DAY - HOUR, length));
    yield* days(12, world, random, SITES, async (host, time, day) => ({ host, time, ip: PUBLIC_IP, ending: "public", chain: await chain(host, Math.floor(day / (length * share))) }));
  };
}

/** Where internal sites of a company stand. */
type Address = "with addresses" | "without addresses";

interface CompanyOptions {
  domains: number;
  address: Address;
  /** Signed by the root itself, and bare. */
  bare?: boolean;
  /** Public sites in between. */
  mixed: boolean;
  ca?: string;
}

/** A company's own CA, on several domains that nobody would call related. */
function company({ domains, address, bare = false, mixed, ca = "Example Corp Root CA, O=Example Corp, C=DE" }: CompanyOptions): Situation["run"] {
  return async function* (world, random) {
    const by = await authority(ca, { intermediate: !bare });
    const hosts = Array.from({ length: domains }, (_, i) => `wiki.example-unit-${String(i)}.com`);
    const [publicCa] = world.publicCas;
    const made = new Map(hosts.map((host) => [host, world.start - (20 + random.below(300)) * DAY - random.below(DAY)]));
    const chain = kept((host) => leafOf(by, { host, key: world.keys.take(), from: made.get(host) ?? 0, days: 730, ...(bare ? {} : ORDINARY) }));
    const outside = kept((host) => publicly(world, publicCa, host, world.start - 10 * DAY, 90));
    yield* days(Math.ceil(100 / domains), world, random, mixed ? [...hosts, ...SITES.slice(0, 4)] : hosts, async (host, time) => hosts.includes(host)
      ? { host, time, ending: "private", chain: await chain(host, 0), ip: address === "with addresses" ? "10.20.0.7" : undefined }
      : { host, time, ending: "public", chain: await outside(host, 0), ip: PUBLIC_IP });
  };
}

/** A developer's CA: certificates made on the day, for names that are reserved and for some that are not. */
function development(name: string, ca: string, subject: (host: string) => string, length: number, intermediate: boolean): Situation {
  return {
    name,
    run: async function* (world, random) {
      const by = await authority(ca, { intermediate });
      const hosts = ["shop.test", "api.shop.example", "app.localhost", "dev.my-project.com", "dev.other-project.io"];
      const fresh = kept((host, day) => leafOf(by, { host, key: world.keys.take(), subject: subject(host), from: world.start + day * DAY - 60_000, days: length }));
      yield* days(20, world, random, hosts, async (host, time, day) => ({
        host, time, ending: "private", chain: await fresh(host, length > 2 ? 0 : day),
        // The reserved names behind a proxy, whose address nobody tells; the others lead to this machine.
        ip: host.startsWith("dev.") ? "127.0.0.1" : undefined,
      }));
    },
  };
}

export const HONEST: readonly Situation[] = [
  { name: "renewals with new keys (90 days, renewed every 5 here)", run: renewing(90, 5 / 90) },
  { name: "six-day certificates", run: renewing(6, 0.5) },
  {
    name: "three certificates behind one name",
    run: async function* (world, random) {
      const [one, other] = world.publicCas;
      const chain = kept((host, index) => publicly(world, index === 2 ? other : one, host, world.start - (5 + index) * DAY, 90));
      yield* days(12, world, random, SITES, async (host, time) => ({ host, time, ip: PUBLIC_IP, ending: "public", chain: await chain(host, random.below(3)) }));
    },
  },
  {
    name: "change to another public CA",
    run: async function* (world, random) {
      const chain = kept((host, index) => publicly(world, world.publicCas[index === 0 ? 0 : 1], host, world.start + (index === 0 ? -30 : 9) * DAY, 90));
      yield* days(20, world, random, SITES, async (host, time, day) => ({ host, time, ip: PUBLIC_IP, ending: "public", chain: await chain(host, day < 10 ? 0 : 1) }));
    },
  },
  {
    name: "public roots newer than the lists",
    run: async function* (world, random) {
      const [, , newer] = world.publicCas;
      const chain = kept((host) => publicly(world, newer, host, world.start - 3 * DAY, 90));
      yield* days(12, world, random, SITES, async (host, time) => ({ host, time, ip: PUBLIC_IP, ending: "public", chain: await chain(host, 0) }));
    },
  },
  {
    name: "public roots newer than the lists, of a CA that is known, by logs that are not, and the browser says nothing of logs",
    run: async function* (world, random) {
      const [known] = world.publicCas;
      const newer = await authority("DigiCert TLS Root G9, O=DigiCert Inc", { intermediate: true });
      const log = new TransparencyLog("A log that nobody knows yet");
      const chain = kept((host, index) => leafOf(index === 0 ? known : newer, { host, key: world.keys.take(), from: world.start + (index === 0 ? -30 : -3) * DAY, days: 90, log, ...ORDINARY }));
      yield* days(12, world, random, SITES, async (host, time, day) => ({ host, time, ip: PUBLIC_IP, ending: "public", chain: await chain(host, day < 4 ? 0 : 1), silentOnLogs: day >= 4 }));
    },
  },
  ...[2, 10, 50].flatMap((domains) => (["with addresses", "without addresses"] as const).flatMap((address): Situation[] => [
    { name: `a company's CA, ${String(domains)} domains, ${address}, first of the session`, run: company({ domains, address, mixed: false }) },
    { name: `a company's CA, ${String(domains)} domains, ${address}, among public sites`, run: company({ domains, address, mixed: true }) },
  ])),
  { name: "a company's small CA (the root signs, nothing else is written), 10 domains, with addresses", run: company({ domains: 10, address: "with addresses", bare: true, mixed: false }) },
  { name: "a company's small CA, 10 domains, without addresses", run: company({ domains: 10, address: "without addresses", bare: true, mixed: false }) },
  { name: "the inner CA of a company that has a public one, too, 10 domains, without addresses", run: company({ domains: 10, address: "without addresses", mixed: false, ca: "Inner Root CA, O=Atos, C=DE" }) },
  { name: "the same, a small CA", run: company({ domains: 10, address: "without addresses", bare: true, mixed: false, ca: "Inner Root CA, O=Atos, C=DE" }) },
  {
    name: "a company's CA is replaced by a new one, 10 domains, without addresses",
    run: async function* (world, random) {
      const [older, newer] = await Promise.all([authority("Example Corp Root CA G1, O=Example Corp", { intermediate: true }), authority("Example Corp Root CA G2, O=Example Corp", { intermediate: true })]);
      const hosts = Array.from({ length: 10 }, (_, i) => `wiki.example-unit-${String(i)}.com`);
      const chain = kept((host, index) => leafOf(index === 0 ? older : newer, { host, key: world.keys.take(), from: world.start - (index === 0 ? 300.3 : 0.4) * DAY, days: 730, ...ORDINARY }));
      yield* days(12, world, random, hosts, async (host, time, day) => ({ host, time, ending: "private", chain: await chain(host, day < 5 ? 0 : 1) }));
    },
  },
  {
    name: "home devices",
    run: async function* (world, random) {
      const hosts = ["router.home.arpa", "nas.local", "192.168.1.1", "printer", "media.my-name.com", "camera.lan"];
      const own = new Map(await Promise.all(hosts.map(async (host) => [host, await authority(host)] as const)));
      yield* days(20, world, random, hosts, (host, time) => {
        const by = own.get(host);
        if (by === undefined) throw new Error(host);
        return Promise.resolve({ host, time, ip: "192.168.1.9", ending: "untrusted", chain: { leaf: by.root.der, above: [] } });
      });
    },
  },
  {
    name: "captive portals (one certificate for every name)",
    run: async function* (world, random) {
      const [publicCa] = world.publicCas;
      const portal = await authority("Hotel Portal CA, O=Portal Systems");
      const shown = await leafOf(portal, { host: "login.portal.example", key: world.keys.take(), from: world.start - 200 * DAY, days: 3650 });
      const chain = kept((host) => publicly(world, publicCa, host, world.start - 10 * DAY, 90));
      yield* days(12, world, random, SITES, async (host, time, day) => day % 3 === 2
        ? { host, time, ip: random.next() < 0.5 ? "10.0.0.1" : PUBLIC_IP, ending: "untrusted", refused: true, chain: shown }
        : { host, time, ip: PUBLIC_IP, ending: "public", chain: await chain(host, 0) });
    },
  },
  {
    name: "captive portals with a good certificate of their own",
    run: async function* (world, random) {
      const [publicCa] = world.publicCas;
      const shown = await publicly(world, publicCa, "login.portal-systems.com", world.start - 20 * DAY, 90);
      const chain = kept((host) => publicly(world, publicCa, host, world.start - 10 * DAY, 90));
      yield* days(12, world, random, SITES, async (host, time, day) => day % 3 === 2
        ? { host, time, ip: PUBLIC_IP, ending: "public", refused: true, chain: shown }
        : { host, time, ip: PUBLIC_IP, ending: "public", chain: await chain(host, 0) });
    },
  },
  {
    name: "VPN with private names",
    run: async function* (world, random) {
      const by = await authority("VPN Inner CA, O=Example Corp", { intermediate: true });
      const [publicCa] = world.publicCas;
      const inner = ["git.corp", "wiki.intranet", "mail.vpn.example-corp.com", "build.internal", "tracker"];
      const chain = kept((host) => leafOf(by, { host, key: world.keys.take(), from: world.start - 100 * DAY, days: 365, ...ORDINARY }));
      const outside = kept((host) => publicly(world, publicCa, host, world.start - 10 * DAY, 90));
      yield* days(12, world, random, [...inner, ...SITES.slice(0, 5)], async (host, time) => inner.includes(host)
        ? { host, time, ip: "10.8.0.3", ending: "private", chain: await chain(host, 0) }
        : { host, time, ip: PUBLIC_IP, ending: "public", chain: await outside(host, 0) });
    },
  },
  development("mkcert", "mkcert dev@laptop, O=mkcert development CA", (host) => `${host}, O=mkcert development certificate`, 825, false),
  development("minica", "minica root ca 3f2a11", (host) => host, 760, false),
  development("step-ca", "Smallstep Root CA, O=Smallstep", (host) => host, 1, true),
  development("Caddy's local authority", "Caddy Local Authority - 2026 ECC Root", (host) => host, 0.5, true),
];
