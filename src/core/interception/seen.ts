import { sha256 } from "@noble/hashes/sha2.js";
import type { RuleContext } from "../rules/context.ts";
import { namesAreSameBytes } from "../rules/context.ts";
import type { StoredCertificate } from "../x509/certificate-store.ts";
import { toHex } from "../bytes/hex.ts";
import type { Name } from "../x509/name.ts";
import { placeOf, type Place } from "./place.ts";

/** Who vouched for a server. */
export type Trust =
  /** A chain to a root that the browser's maker, or Mozilla's program, has. */
  | "public"
  /** A chain to a root that somebody added to this browser or machine. */
  | "private"
  /** A chain that nobody trusts: its end is no anchor. */
  | "untrusted"
  /** Nobody told where the chain ends. */
  | "unknown";

/** Who a connection was with, as far as certificates tell. JSON; hashes are SHA-256 in lower-case hex. */
export interface Seen {
  host: string;
  port: number;
  /** Milliseconds since the epoch. */
  time: number;
  place: Place;
  trust: Trust;
  /** The leaf and its key. */
  leaf: string;
  key: string;
  /** Milliseconds since the epoch; null: cannot be read. */
  notBefore: number | null;
  notAfter: number | null;
  /** The CA that signed the leaf. */
  issuer: SeenAuthority;
  /** The highest CA that is known: the anchor, where it is. */
  root: SeenAuthority;
  /** Keys of all certificates of the chain, leaf first; the anchor's where its certificate is known. */
  chainKeys: string[];
  /** The anchor's certificate, where there is one. */
  anchor: string | null;
  /** Whose the root is stands in no list that is sure to be this browser's: what rests on it alone proves little. */
  rootUnsure?: true;
  /** The certificate was all right: trusted, for this name, in its time, and nobody had to accept anything. Absent: it was not, or nobody told. */
  good?: true;
  /** Until when the host wants to be reached over TLS alone, where this connection said so; milliseconds since the epoch. */
  hstsUntil?: number;
}

export interface SeenAuthority {
  /** The hash of its key, or of its name where nobody showed its certificate. */
  id: string;
  /** Hostile text. */
  name: string;
  organization: string | null;
}

/** A name is shown and remembered up to so many characters. */
const MAX_NAME = 200;
const OID_ORGANIZATION = "2.5.4.10";

/** undefined: no certificate of the server's is known, or it cannot be read. */
export function seenOf(context: RuleContext, port: number, ip: string | undefined): Seen | undefined {
  const { leaf, path, anchor, chain } = context;
  if (context.plain || leaf === undefined) return undefined;
  const key = leaf.read(({ spkiSha256 }) => spkiSha256);
  const issuerName = leaf.read(({ issuer }) => issuer);
  if (key === undefined || issuerName === undefined) return undefined;
  const certificates = anchor === undefined || path.includes(anchor) ? path : [...path, anchor];
  const issuer = authority(issuerName, certificates[1] ?? (namesAreSameBytes(leaf) === true ? leaf : undefined));
  return {
    host: context.host, port, time: context.time,
    place: placeOf(context.host, ip),
    trust: trustOf(context),
    leaf: leaf.sha256, key,
    notBefore: leaf.read(({ notBefore }) => notBefore) ?? null,
    notAfter: leaf.read(({ notAfter }) => notAfter) ?? null,
    issuer,
    root: rootOf(certificates) ?? issuer,
    chainKeys: certificates.flatMap((certificate) => certificate.read(({ spkiSha256 }) => spkiSha256) ?? []),
    anchor: chain?.anchor?.sha256 ?? anchor?.sha256 ?? null,
    ...(context.listedAnchor?.sure === false ? { rootUnsure: true } : {}),
    ...(isGood(context) ? { good: true, ...hstsUntil(context) } : {}),
  };
}

function isGood({ chainValid, exception, chain }: RuleContext): boolean {
  return exception === undefined && (chain === undefined ? chainValid === true : chain.verdict === "valid");
}

/** RFC 6797 section 8.1: the header counts only on a connection without certificate errors, and never for an address. */
function hstsUntil({ hsts, hostIsAddress, time }: RuleContext): { hstsUntil?: number } {
  return hsts === undefined || hsts === null || hostIsAddress ? {} : { hstsUntil: time + hsts.maxAge * 1000 };
}

function trustOf({ anchorKind, chainValid, exception, chain, anchor }: RuleContext): Trust {
  const refused = chainValid === false || exception !== undefined;
  if (!refused && chain?.verdict !== "invalid") return anchorKind ?? "unknown";
  // The end of the chain may be good where the name or the dates are not.
  if (anchorKind !== undefined && ((chain !== undefined && chain.path !== null) || anchor !== undefined)) return anchorKind;
  const endless = chain?.errors.some(({ rule }) => rule === "chain/untrusted" || rule === "chain/self-signed") === true;
  return endless || exception === "trust" ? "untrusted" : "unknown";
}

/** The end of what is known: the last certificate where it issued itself, else whoever issued the last. */
function rootOf(certificates: readonly StoredCertificate[]): SeenAuthority | undefined {
  const last = certificates.at(-1);
  if (last === undefined) return undefined;
  const name = last.read(({ issuer }) => issuer);
  return name === undefined ? undefined : authority(name, namesAreSameBytes(last) === true ? last : undefined);
}

/** Found out once, however many connections show them. */
const AUTHORITIES = new WeakMap<Name, { readonly certificate: StoredCertificate | undefined; readonly found: SeenAuthority }>();

function authority(name: Name, certificate: StoredCertificate | undefined): SeenAuthority {
  const known = AUTHORITIES.get(name);
  if (known !== undefined && known.certificate === certificate) return known.found;
  const found = authorityOf(name, certificate);
  AUTHORITIES.set(name, { certificate, found });
  return found;
}

function authorityOf(name: Name, certificate: StoredCertificate | undefined): SeenAuthority {
  return {
    id: certificate?.read(({ spkiSha256 }) => spkiSha256) ?? `name:${toHex(sha256(name.der))}`,
    name: name.toString().slice(0, MAX_NAME),
    organization: name.attribute(OID_ORGANIZATION)[0]?.slice(0, MAX_NAME) ?? null,
  };
}
