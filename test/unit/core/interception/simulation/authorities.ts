// CAs and what they issue, in the shapes that the simulation needs: public ones, a company's, small ones, and those of interceptors.
import "reflect-metadata";
import { createHash } from "node:crypto";
import { identity, issue, issueCa, selfSigned, x509, type Identity, type IssueOptions } from "../../../../../lab/pki/maker.ts";
import type { PresentedCertificate } from "../../../../../src/core/chain/presented.ts";
import { issueLogged, type TransparencyLog } from "../../../../support/transparency-log.ts";
import type { Random } from "./random.ts";

export const DAY = 86_400_000;
const AIA = "http://ca.example.net/ca.cer";
const POLICIES = "2.5.29.32";

export interface Chain {
  leaf: Uint8Array;
  /** Above the leaf, the root last. */
  above: Uint8Array[];
}

/** Who signs: a root, and an intermediate where there is one. */
export interface Authority {
  root: PresentedCertificate;
  rootKey: Identity;
  intermediate?: { certificate: PresentedCertificate; key: Identity };
}

/** Keys take longest to make: leaves take theirs in turn, each under a name that no other has. */
export class Keys {
  readonly #all: Identity[];
  #next = 0;
  constructor(all: Identity[]) {
    this.#all = all;
  }
  static async make(count: number): Promise<Keys> {
    return new Keys(await Promise.all(Array.from({ length: count }, (_, i) => identity(`key ${String(i)}`))));
  }
  take(): Identity {
    const key = this.#all[this.#next++ % this.#all.length];
    if (key === undefined) throw new Error("There is no key.");
    return key;
  }
}

export async function authority(name: string, { intermediate = false }: { intermediate?: boolean } = {}): Promise<Authority> {
  const rootKey = await identity(name);
  const root = await selfSigned(rootKey, { notBefore: "2020-01-01T00:00:00Z", notAfter: "2045-01-01T00:00:00Z" });
  if (!intermediate) return { root, rootKey };
  const key = await identity(`Issuing ${name}`);
  return { root, rootKey, intermediate: { key, certificate: await issueCa(key, rootKey, { notAfter: "2044-01-01T00:00:00Z" }) } };
}

export interface LeafOptions extends IssueOptions {
  host: string;
  key: Identity;
  /** Milliseconds since the epoch, and days. */
  from: number;
  days: number;
  /** "X, O=Y"; default: the host. */
  subject?: string;
  /** Its timestamp is in the certificate. */
  log?: TransparencyLog;
}

/** What an authority issues, with its chain. Without `aia` it says nothing of its issuer. */
export async function leafOf(by: Authority, { host, key, from, days, subject, log, ...options }: LeafOptions): Promise<Chain> {
  const signer = by.intermediate?.key ?? by.rootKey;
  const parts: IssueOptions = { dns: [host], notBefore: new Date(from).toISOString(), notAfter: new Date(from + days * DAY).toISOString(), ...options };
  const named = { ...key, name: subject ?? host };
  const { der } = log === undefined ? await issue(named, signer, parts) : await issueLogged(named, signer, (tbs, issuerKeyHash) => [log.sct(tbs, issuerKeyHash)], parts);
  return { leaf: der, above: [...by.intermediate === undefined ? [] : [by.intermediate.certificate.der], by.root.der] };
}

/** As a public CA writes it, or a company's with a directory behind it. */
export const ORDINARY: IssueOptions = { aia: AIA, replace: [new x509.Extension(POLICIES, false, Buffer.from("300a3008060667810c010201", "hex"))] };

/** One of the interceptors that were looked at, as its certificates are. */
export interface Product {
  name: string;
  ca: string;
  subject: (host: string) => string;
  /** Days back, and length. */
  back: number;
  days: number;
  key: "of the CA" | "one for all" | "one each";
  omit: string[];
  serial: (random: Random) => string;
}

const SKI = "2.5.29.14", AKI = "2.5.29.35", EKU = "2.5.29.37", KU = "2.5.29.15";
const octets = (count: number, first = "4a") => (random: Random): string => first + createHash("sha256").update(String(random.next())).digest("hex").slice(0, (count - 1) * 2);

/** The eight of which certificates were seen; "owner" stands for a name that their owner chooses. */
export const PRODUCTS: readonly Product[] = [
  { name: "mitmproxy", ca: "mitmproxy, O=mitmproxy", subject: (host) => host, back: 2, days: 367, key: "of the CA", omit: [AKI, SKI, KU], serial: octets(20) },
  { name: "squid ssl-bump", ca: "owner", subject: (host) => host, back: 0, days: 90, key: "of the CA", omit: [SKI], serial: octets(20) },
  { name: "mockttp", ca: "HTTP Toolkit CA, C=XX", subject: (host) => `${host}, C=XX`, back: 1, days: 45, key: "one for all", omit: [SKI], serial: octets(17, "0a") },
  { name: "http-mitm-proxy", ca: "NodeMITMProxyCA", subject: (host) => `${host}, OU=Node MITM Proxy Server Certificate, O=Node MITM Proxy Server, C=Internet`, back: 1, days: 366, key: "one each", omit: [AKI], serial: octets(16) },
  { name: "anyproxy", ca: "AnyProxy", subject: (host) => `${host}, OU=AnyProxy SSL Proxy, ST=SH, C=CN`, back: 1, days: 824, key: "one each", omit: [AKI, SKI, EKU], serial: octets(16) },
  { name: "whistle", ca: "whistle.1764500000000, OU=wproxy.org", subject: (host) => `*.${host.split(".").slice(-2).join(".")}`, back: 7, days: 43, key: "of the CA", omit: [], serial: octets(20) },
  { name: "sslsplit", ca: "owner", subject: (host) => host, back: 1, days: 366, key: "one for all", omit: [], serial: octets(16) },
  { name: "privoxy", ca: "owner", subject: (host) => `${host}, O=${host}, OU=${host}, C=CZ`, back: 30, days: 120, key: "one each", omit: [EKU], serial: octets(9) },
];
