// The certificates of a made stream of observations: leaves of a few hundred CAs under a few dozen roots, with the extensions that
// public CAs write. Made once and kept in out/, since twenty thousand signatures take their time.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { identity, issue, issueCa, selfSigned, x509, type Identity } from "../../lab/pki/maker.ts";

/** A host with its chain, leaf first, root last; base64 of DER. */
export interface StreamHost {
  host: string;
  chain: readonly [leaf: string, ca: string, root: string];
}

export interface StreamSize {
  leaves: number;
  cas: number;
  roots: number;
}

/** What the project measures with. */
export const STREAM: Readonly<StreamSize> = { leaves: 20_000, cas: 300, roots: 30 };

const KEPT = "out/bench-stream";
/** Keys of leaves that are RSA keys; they take long to make, and a verifier never sees them. */
const RSA_LEAF_KEYS = 32;
/** Every fifth CA signs with RSA. */
const RSA_CAS = 5;
const TOP_LEVELS = ["com", "net", "org", "de", "fr"] as const;

/** The hosts of a stream; those of an earlier run where there was one of this size. */
export async function streamHosts(size: StreamSize = STREAM): Promise<StreamHost[]> {
  const file = `${KEPT}/${size.leaves}-${size.cas}-${size.roots}.json`;
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as StreamHost[];
  const hosts = await makeHosts(size);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(hosts));
  return hosts;
}

async function makeHosts({ leaves, cas, roots }: StreamSize): Promise<StreamHost[]> {
  const rootIds: { id: Identity; der: string }[] = [];
  for (let i = 0; i < roots; i++) {
    const id = await identity(`Stream Root ${i}`, i % 2 === 0 ? "P-384" : "RSA");
    rootIds.push({ id, der: base64((await selfSigned(id)).der) });
  }
  const caIds: { id: Identity; der: string; root: string }[] = [];
  for (let i = 0; i < cas; i++) {
    const by = at(rootIds, i);
    const id = await identity(`Stream CA ${i}`, i % RSA_CAS === 0 ? "RSA" : "P-256");
    const replace = [policies(), crl(`http://crl.root${i % roots}.example.com/root.crl`), serverAuth()];
    caIds.push({ id, root: by.der, der: base64((await issueCa(id, by.id, { pathLength: 0, replace })).der) });
  }
  const rsaKeys: Identity[] = [];
  for (let i = 0; i < Math.min(RSA_LEAF_KEYS, leaves); i++) rsaKeys.push(await identity("", "RSA"));
  const hosts: StreamHost[] = [];
  for (let i = 0; i < leaves; i++) {
    const number = i % cas;
    const by = at(caIds, number);
    const domain = `site-${i}.${at(TOP_LEVELS, i)}`;
    const host = `www.${domain}`;
    const id = i % 3 === 0 ? { ...at(rsaKeys, i), name: host } : await identity(host, "P-256");
    const begins = Date.UTC(2026, 9, 1) + (i % 40) * 86_400_000;
    const leaf = await issue(id, by.id, {
      dns: [host, domain, ...Array.from({ length: i % 4 }, (_, n) => `alias${n}.${domain}`)],
      notBefore: new Date(begins).toISOString(), notAfter: new Date(begins + 90 * 86_400_000 - 1000).toISOString(),
      serial: `01${randomBytes(15).toString("hex")}`,
      replace: [policies(), crl(`http://c.ca${number}.example.com/${i % 100}.crl`), scts(begins), access(number)],
    });
    hosts.push({ host, chain: [base64(leaf.der), by.der, by.root] });
  }
  return hosts;
}

function policies(): x509.Extension {
  return new x509.CertificatePolicyExtension(["2.23.140.1.2.1"]);
}

function crl(url: string): x509.Extension {
  return new x509.CRLDistributionPointsExtension([url]);
}

function serverAuth(): x509.Extension {
  return new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]);
}

function access(ca: number): x509.Extension {
  return new x509.AuthorityInfoAccessExtension({ caIssuers: `http://i.ca${ca}.example.com/ca.crt`, ocsp: `http://o.ca${ca}.example.com` });
}

/** Two timestamps of logs that nobody knows (RFC 6962 section 3.3): they are read, and cannot be verified. */
function scts(time: number): x509.Extension {
  const each = Array.from({ length: 2 }, () => {
    const stamp = Buffer.alloc(8);
    stamp.writeBigUInt64BE(BigInt(time));
    const signature = Buffer.concat([Buffer.from([0x30, 68, 2, 32, 0x7f]), randomBytes(31), Buffer.from([2, 32, 0x7f]), randomBytes(31)]);
    const sct = Buffer.concat([Buffer.from([0]), randomBytes(32), stamp, Buffer.from([0, 0, 4, 3, 0, signature.length]), signature]);
    return Buffer.concat([Buffer.from([sct.length >> 8, sct.length & 255]), sct]);
  });
  const list = Buffer.concat(each);
  const value = Buffer.concat([Buffer.from([list.length >> 8, list.length & 255]), list]);
  return new x509.Extension("1.3.6.1.4.1.11129.2.4.2", false, Buffer.concat([Buffer.from([4, 0x81, value.length]), value]));
}

function at<Value>(values: readonly Value[], index: number): Value {
  const value = values[index % values.length];
  if (value === undefined) throw new RangeError("There are no values.");
  return value;
}

function base64(der: Uint8Array): string {
  return Buffer.from(der).toString("base64");
}
