/**
 * Every key and certificate of the lab, made at start and held in memory alone (but for kept-keys.ts, in tests).
 */
import type { CertificateReference, LabCase } from "../case.ts";
import { authorityCertificates, authorityKeys, keyOfAuthority, trustedRoots } from "./authorities.ts";
import type { AuthorityCertificate, AuthorityKey, AuthorityKeyName, AuthorityName } from "./authorities.ts";
import { issue } from "./issue.ts";
import type { Party } from "./issue.ts";
import { keyFor } from "./kept-keys.ts";
import type { KeyPair } from "./keys.ts";
import type { KeyName } from "./names.ts";

const DEFAULT_VALIDITY = { from: -10, to: 35 };

export interface Pki {
  /** Those that the cases have to do with. */
  authorities: readonly AuthorityName[];
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
  const authorityNames = keysNeeded(cases);

  // Every host has a key of its own, since one key over unrelated hosts is a finding in itself. Slowest first, for the thread pool.
  const wanted: { id: string; key: KeyName }[] = [
    ...withLeaf.map(({ labCase, recipe }) => ({ id: `leaf ${labCase.host}`, key: recipe.key })),
    ...Array.from(authorityNames, (name) => ({ id: `authority ${name}`, key: authorityKeys[name].key })),
  ];
  wanted.sort((a, b) => b.key.localeCompare(a.key));
  const keys = new Map(await Promise.all(wanted.map(async ({ id, key }) => [id, await keyFor(id, key)] as const)));

  const party = (name: AuthorityKeyName): Party => {
    const { subject }: AuthorityKey = authorityKeys[name];
    return { key: needed(keys, `authority ${name}`), subject };
  };

  const authorities = new Map(
    await Promise.all(
      allAuthorities().filter(([, { of, by }]) => authorityNames.has(of) && authorityNames.has(by)).map(async ([name, { of, by, validity, pathLength }]) => {
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
    authorities: [...authorities.keys()],
    authority,
    certificate: (host, reference) => (reference === "leaf" ? needed(leaves, host) : authority(reference)),
    key: (host) => needed(keys, `leaf ${host}`),
  };
}

function allAuthorities(): [AuthorityName, AuthorityCertificate][] {
  return Object.entries(authorityCertificates) as [AuthorityName, AuthorityCertificate][];
}

/** The keys behind all certificates that the cases name: a table of a few cases starts without those of all the others. */
function keysNeeded(cases: readonly LabCase[]): ReadonlySet<AuthorityKeyName> {
  const named = cases.flatMap(({ chain, certificate, expect, relaxed }) => [...chain, ...(expect.path ?? []), ...(relaxed?.path ?? []), certificate?.issuer]);
  const certificates: AuthorityName[] = [...trustedRoots];
  for (const name of named) if (name !== undefined && name !== "leaf" && name !== "self") certificates.push(name);
  return new Set(certificates.flatMap((name) => [authorityCertificates[name].of, authorityCertificates[name].by]));
}

function needed<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new RangeError(`The lab has no "${String(key)}".`);
  return value;
}
