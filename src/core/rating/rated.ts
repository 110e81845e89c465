import type { Grade } from "../assessment.ts";
import { nameOfAlgorithm } from "../x509/algorithm-names.ts";
import type { CipherSuite } from "../registry/cipher-suites.ts";
import type { Group } from "../registry/groups.ts";
import type { TlsVersion } from "../registry/tls-versions.ts";
import type { RuleContext } from "../rules/context.ts";
import { ruleFailed } from "../rules/internal/rule-failed.ts";
import type { JudgedHit } from "../rules/run.ts";
import type { Hsts } from "../tls-info.ts";
import type { Certificate } from "../x509/certificate.ts";
import { PROFILES } from "./profile/profiles.ts";

/**
 * All that a rating and a profile look at: plain values, so that two connections that are alike in them have the same rating.
 * What is undefined is unknown.
 */
export interface RatedConnection {
  readonly version: TlsVersion | undefined;
  readonly suite: CipherSuite | undefined;
  readonly group: Group | undefined;
  /** null: the response had no Strict-Transport-Security header. */
  readonly hsts: Hsts | null | undefined;
  /** Of the days (ISO) from which profiles ask for a version, those that have come. */
  readonly daysCome: readonly string[];
  readonly certificate: RatedCertificate;
}

/** Of these, what hangs on the host and its certificates alone. */
export interface RatedCertificate {
  readonly hostIsAddress: boolean;
  readonly chainValid: boolean | undefined;
  /** Of our own path building; absent where nobody asked. */
  readonly verdict: "valid" | "invalid" | "unknown" | undefined;
  /** The leaf's. */
  readonly key: { readonly type: string; readonly bits: number | undefined; readonly curve: string | undefined } | undefined;
  /** By what the leaf is signed; null: there is none, or it cannot be read. */
  readonly signature: string | null;
  /** By what each of the path below its anchor is signed; null: cannot be read. */
  readonly pathSignatures: readonly (string | null)[];
  /** The end of the path is known. */
  readonly pathIsWhole: boolean;
  /** Days for which the leaf is valid, begun ones included. */
  readonly days: number | undefined;
}

/** Of a hit of a rule, what the rating looks at. */
export interface RatedHit {
  readonly rule: string;
  readonly cap?: Grade;
  /** It stands in the way of an A+. */
  readonly warns: boolean;
  readonly couldCap?: readonly Grade[];
  /** Of what gave no answer: the rule. */
  readonly unanswered?: string;
}

const DAY = 86_400_000;
const DAYS = [...new Set(PROFILES.flatMap(({ mustKnow }) => mustKnow?.from ?? []))];

/** What a rating looks at of a connection. */
export function ratedConnection({ version, suite, group, hsts, time }: Pick<RuleContext, "version" | "suite" | "group" | "hsts" | "time">, certificate: RatedCertificate): RatedConnection {
  return { version, suite, group, hsts, daysCome: daysCome(time), certificate };
}

/** What a rating looks at of the host and its certificates. */
export function ratedCertificate({ leaf, path, anchor, chain, chainValid, hostIsAddress }: RuleContext): RatedCertificate {
  const key = leaf?.read(({ publicKey }) => publicKey);
  return {
    hostIsAddress, chainValid, verdict: chain?.verdict,
    key: key && { type: key.type, bits: key.bits, curve: key.curve },
    signature: leaf?.read(signatureName) ?? null,
    pathSignatures: path.map((stored) => stored.read(signatureName) ?? null),
    pathIsWhole: anchor !== undefined || (chain?.path ?? null) !== null,
    // The last second counts (RFC 5280 section 4.1.2.5), and what is over a day is another one.
    days: leaf?.read(({ notBefore, notAfter }) => Math.ceil((notAfter - notBefore + 1000) / DAY)),
  };
}

/** What a rating looks at of a hit. */
export function ratedHit({ finding, cap, form, couldCap }: JudgedHit): RatedHit {
  return {
    rule: finding.rule, warns: finding.severity !== "notice" && form !== true,
    ...(cap === undefined ? {} : { cap }),
    ...(couldCap === undefined ? {} : { couldCap, unanswered: finding.params[finding.rule === ruleFailed.id ? 0 : 1] ?? finding.rule }),
  };
}

/** "ecdsa-with-SHA256"; RSASSA-PSS with its hash, which is SHA-1 where the parameters do not say (RFC 4055 section 3.1). */
function signatureName({ signatureAlgorithm: { name, oid, pss } }: Certificate): string {
  return name === "RSASSA-PSS" ? `RSASSA-PSS with ${pss === undefined ? "SHA-1" : pss.hashName ?? pss.hash}` : nameOfAlgorithm({ name, oid });
}

/** Of the days from which on something counts otherwise, those that have come. */
export function daysCome(time: number): RatedConnection["daysCome"] {
  return DAYS.filter((day) => time >= Date.parse(day));
}
