/**
 * Every key and certificate of the lab, made at start and held in memory alone.
 */
import type { CertificateReference, KeyName, LabCase } from "../case.ts";
import { authorityCertificates, authorityKeys, keyOfAuthority } from "./authorities.ts";
import type { AuthorityCertificate, AuthorityKey, AuthorityKeyName, AuthorityName } from "./authorities.ts";
import { issue } from "./issue.ts";
import type { Party } from "./issue.ts";
import { generateKey } from "./keys.ts";
import type { KeyPair } from "./keys.ts";

const DEFAULT_VALIDITY = { from: -10, to: 35 };

export interface Pki {
  /** DER of an authority's certificate. */
  authority(name: AuthorityName): Uint8Array;
  /** DER of the host's leaf, or of the authority that the reference names. */
  certificate(host: string, reference: CertificateReference): Uint8Array;
  /** The host's private key. */
  key(host: string): KeyPair;
}

export interface PkiOptions {
  cases: readonly LabCase[];
  /** Milliseconds since the epoch: what all validities count from. */
  now: number;
  /** "http://aia.test:8080": where caIssuers URLs point. */
  caIssuersOrigin: string;
}

/** The path, on the lab's plain port, at which an authority's certificate can be fetched in DER (RFC 5280 4.2.2.1). */
export function caIssuersPath(name: AuthorityName): string {
  return `/ca/${name}.cer`;
}

export async function makePki({ cases, now, caIssuersOrigin }: PkiOptions): Promise<Pki> {
  const withLeaf = cases.flatMap((labCase) => (labCase.certificate === undefined ? [] : [{ labCase, recipe: labCase.certificate }]));
  const authorityNames = Object.keys(authorityKeys) as AuthorityKeyName[];

  // Every host has a key of its own, since one key over unrelated hosts is a finding in itself. Slowest first, for the thread pool.
  const wanted: { id: string; key: KeyName }[] = [
    ...withLeaf.map(({ labCase, recipe }) => ({ id: `leaf ${labCase.host}`, key: recipe.key })),
    ...authorityNames.map((name) => ({ id: `authority ${name}`, key: authorityKeys[name].key })),
  ];
  wanted.sort((a, b) => b.key.localeCompare(a.key));
  const keys = new Map(await Promise.all(wanted.map(async ({ id, key }) => [id, await generateKey(key)] as const)));

  const party = (name: AuthorityKeyName): Party => {
    const { subject }: AuthorityKey = authorityKeys[name];
    return { key: needed(keys, `authority ${name}`), subject };
  };

  const authorities = new Map(
    await Promise.all(
      (Object.keys(authorityCertificates) as AuthorityName[]).map(async (name) => {
        const { of, by, validity, pathLength }: AuthorityCertificate = authorityCertificates[name];
        const der = await issue({
          subject: party(of), issuer: party(by), validity, now,
          use: { kind: "authority", ...(pathLength === undefined ? {} : { pathLength }) },
        });
        return [name, der] as const;
      }),
    ),
  );

  const leaves = new Map(
    await Promise.all(
      withLeaf.map(async ({ labCase: { host }, recipe }) => {
        const names = recipe.names ?? [host];
        const subject: Party = { key: needed(keys, `leaf ${host}`), subject: recipe.subject ?? [{ type: "CN", value: names[0] ?? host }] };
        const issuer = recipe.issuer === "self" ? subject : party(keyOfAuthority(recipe.issuer));
        const caIssuers = recipe.caIssuers === true && recipe.issuer !== "self" ? `${caIssuersOrigin}${caIssuersPath(recipe.issuer)}` : undefined;
        const der = await issue({
          subject, issuer, now, validity: recipe.validity ?? DEFAULT_VALIDITY,
          ...(recipe.hash === undefined ? {} : { hash: recipe.hash }),
          use: { kind: "server", names, ...(caIssuers === undefined ? {} : { caIssuers }) },
        });
        return [host, der] as const;
      }),
    ),
  );

  const authority = (name: AuthorityName) => needed(authorities, name);
  return {
    authority,
    certificate: (host, reference) => (reference === "leaf" ? needed(leaves, host) : authority(reference)),
    key: (host) => needed(keys, `leaf ${host}`),
  };
}

function needed<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new RangeError(`The lab has no "${String(key)}".`);
  return value;
}
