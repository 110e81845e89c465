import { sign, type KeyObject } from "node:crypto";
import { encodedTime, name as nameOf, oid, sequence, tlv } from "../der.ts";
import { OID } from "../draft.ts";
import type { ServedChain } from "../generate.ts";
import { hashOf, keyInPlaceOf, madeBy, NotReissued, type KeyInPlace } from "./original-keys.ts";
import { derElementsOf, skeletonOf, type Element, type Skeleton } from "./skeleton.ts";

/** A chain whose keys nobody here has. */
export interface ForeignChain {
  id: string;
  host: string;
  /** When it was to be looked at: milliseconds since the epoch. */
  time: number;
  /** DER, the leaf first. */
  sent: readonly Uint8Array[];
  anchors: readonly Uint8Array[];
}

export interface ReissuedChain {
  chain: ServedChain;
  anchors: readonly Uint8Array[];
}

const DAY = 86_400_000;
/** What is valid stays so long while clients are asked. */
const MARGIN = 30 * DAY;

/**
 * The chain with keys and dates of our own, and everything else as it was: fields, extensions, algorithms and order, octet
 * by octet. The names of issuers get a last part of the case's own, so that no client takes one case's CA for another's.
 * `label`: that part. @throws NotReissued where that cannot be done.
 */
export function reissue({ id, host, time, sent, anchors }: ForeignChain, label: string, now: number): ReissuedChain {
  const originals = new Map([...sent, ...anchors].map((der) => [Buffer.from(der).toString("base64"), readSkeleton(der)]));
  const [leaf] = sent;
  const issued = new Issued([...originals.values()], leaf === undefined ? undefined : originals.get(Buffer.from(leaf).toString("base64")), label, now - time, time);
  const made = (der: Uint8Array): Uint8Array => {
    const skeleton = originals.get(Buffer.from(der).toString("base64"));
    if (!skeleton) throw new NotReissued("a certificate that is not there");
    return issued.certificate(skeleton);
  };
  const key = issued.leafKey();
  return { chain: { id, host, sent: sent.map(made), key: new Uint8Array(key.export({ type: "pkcs8", format: "der" })) }, anchors: anchors.map(made) };
}

function readSkeleton(der: Uint8Array): Skeleton {
  try {
    return skeletonOf(der);
  } catch (error) {
    if (error instanceof RangeError) throw new NotReissued("a certificate that cannot be taken apart");
    throw error;
  }
}

/** One case's certificates. */
class Issued {
  readonly #originals: readonly Skeleton[];
  readonly #leaf: Skeleton | undefined;
  readonly #own: Uint8Array;
  readonly #later: number;
  readonly #time: number;
  readonly #issuers: ReadonlySet<string>;
  readonly #keys = new Map<string, KeyInPlace>();
  readonly #made = new Map<Skeleton, Uint8Array>();

  constructor(originals: readonly Skeleton[], leaf: Skeleton | undefined, label: string, later: number, time: number) {
    this.#originals = originals;
    this.#leaf = leaf;
    // dnQualifier: what tells things of one name apart (X.520 section 6.2.8).
    this.#own = derElementsOf(nameOf(["2.5.4.46", 0x13, label]))[0]?.content ?? new Uint8Array();
    this.#later = later;
    this.#time = time;
    this.#issuers = new Set(originals.map(({ issuer }) => hex(issuer)));
  }

  leafKey(): KeyObject {
    if (!this.#leaf) throw new NotReissued("nothing that was sent");
    return this.#keyOf(this.#leaf).private;
  }

  certificate(original: Skeleton): Uint8Array {
    let made = this.#made.get(original);
    if (!made) this.#made.set(original, made = this.#issue(original));
    return made;
  }

  #issue(original: Skeleton): Uint8Array {
    const { before, innerAlgorithm, between, extensions, tbs, algorithm, signature } = original;
    const signer = this.#originals.find(({ key }) => madeBy(key, algorithm, tbs, signature));
    // What nobody of the case signed: forged where its issuer is there, else of a stranger.
    const named = signer ?? this.#originals.find(({ subject }) => hex(subject) === hex(original.issuer));
    const by = named === undefined ? keyInPlaceOf(this.#likely(algorithm), STRANGER) : this.#keyOf(named);
    const renamed = sequence(
      ...before, innerAlgorithm, this.#name(original.issuer, true), sequence(...this.#validity(original)), this.#name(original.subject, original !== this.#leaf), this.#keyOf(original).spki, ...between,
      ...extensions === undefined ? [] : [tlv(0xa3, sequence(...extensions.map((extension) => this.#extension(extension))))],
    );
    const signed = Uint8Array.from(signWith(by.private, algorithm, renamed));
    if (signer === undefined && named !== undefined) signed[signed.length - 1] = (signed[signed.length - 1] ?? 0) ^ 1;
    return sequence(renamed, algorithm, tlv(0x03, [0], signed));
  }

  #keyOf({ key }: Skeleton): KeyInPlace {
    const id = hex(key);
    let kept = this.#keys.get(id);
    if (!kept) this.#keys.set(id, kept = keyInPlaceOf(key, this.#keys.size));
    return kept;
  }

  /** A key of the case with which a stranger's signature of that algorithm can be made. */
  #likely(algorithm: Uint8Array): Uint8Array {
    const elliptic = hex(algorithm).includes(ECDSA);
    const found = this.#originals.find(({ key }) => hex(key).includes(EC_KEY) === elliptic);
    if (!found) throw new NotReissued("a signature of a kind of which the case has no key");
    return found.key;
  }

  /** `always`: whether it is a CA's; else it is only where an issuer is called so. */
  #name(of: Uint8Array, always: boolean): Uint8Array {
    const [outer] = derElementsOf(of);
    if (outer === undefined || outer.content.length === 0 || !(always || this.#issuers.has(hex(of)))) return of;
    return tlv(outer.tag, outer.content, this.#own);
  }

  #validity({ notBefore, notAfter }: Skeleton): readonly Uint8Array[] {
    const [from, to] = [timeOf(notBefore), timeOf(notAfter)];
    if (from === undefined || to === undefined) return [notBefore.whole, notAfter.whole];
    const valid = from <= this.#time && this.#time <= to;
    return [
      written(notBefore, (valid ? Math.min(from, this.#time - DAY) : from) + this.#later),
      written(notAfter, (valid ? Math.max(to, this.#time + MARGIN) : to) + this.#later),
    ];
  }

  /** As it was, but for an issuer's name in the authority key identifier. */
  #extension(whole: Uint8Array): Uint8Array {
    const [outer] = derElementsOf(whole);
    const parts = derElementsOf(outer?.content ?? new Uint8Array());
    const [id] = parts;
    const value = parts.at(-1);
    if (id === undefined || value === undefined || hex(id.whole) !== AUTHORITY) return whole;
    const [list] = derElementsOrNone(value.content);
    const fields = derElementsOrNone(list?.content ?? new Uint8Array());
    const issuer = derElementsOrNone(fields.find(({ tag }) => tag === 0xa1)?.content ?? new Uint8Array());
    if (!issuer.some(({ tag }) => tag === 0xa4)) return whole;
    const changed = fields.map((field) => field.tag === 0xa1 ? tlv(0xa1, ...issuer.map((each) => each.tag === 0xa4 ? tlv(0xa4, this.#name(each.content, true)) : each.whole)) : field.whole);
    return sequence(...parts.slice(0, -1).map((part) => part.whole), tlv(0x04, sequence(...changed)));
  }
}

/** Place of the key of somebody whom no case knows. */
const STRANGER = -1;
const ECDSA = "2a8648ce3d04";
const EC_KEY = "2a8648ce3d0201";
const AUTHORITY = hex(oid(OID.authorityKeyId));

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function derElementsOrNone(bytes: Uint8Array): Element[] {
  try {
    return derElementsOf(bytes);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function signWith(key: KeyObject, algorithm: Uint8Array, bytes: Uint8Array): Uint8Array {
  const hash = hashOf(algorithm);
  if ((key.asymmetricKeyType === "ec") !== hex(algorithm).includes(ECDSA)) throw new NotReissued("a signature by a key of another kind than its algorithm");
  return sign(hash, bytes, key);
}

/** Milliseconds since the epoch; undefined for a form that RFC 5280 does not have. */
function timeOf({ tag, content }: Element): number | undefined {
  const text = Buffer.from(content).toString("latin1");
  const [, year, month, day, hour, minute, second] = (tag === 0x17 ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).exec(text) ?? [];
  if (year === undefined) return undefined;
  const full = tag === 0x18 ? Number(year) : Number(year) < 50 ? 2000 + Number(year) : 1900 + Number(year);
  return Date.UTC(full, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

/** In the form that the other had, as far as that reaches. */
function written({ tag }: Element, time: number): Uint8Array {
  const [first, last] = tag === 0x17 ? [Date.UTC(1950, 0, 1), Date.UTC(2049, 11, 31)] : [Date.UTC(1000, 0, 1), Date.UTC(9999, 11, 31, 23, 59, 59)];
  const within = Math.min(Math.max(time, first), last);
  return tag === 0x17 ? encodedTime(within) : encodedTime(within, "generalized");
}
