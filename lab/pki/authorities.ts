/**
 * The certification authorities of the lab: a table of keys, and a table of the certificates over them (a key may have
 * several: cross-signing). All are made anew at each start.
 */
import type { KeyName, IssuedNameAttribute } from "./names.ts";

export interface AuthorityKey {
  key: KeyName;
  subject: readonly IssuedNameAttribute[];
}

export interface AuthorityCertificate {
  /** Whose key and name this certificate is about. */
  of: AuthorityKeyName;
  /** Who signed it; the same name means self-signed. */
  by: AuthorityKeyName;
  /** Days from the lab's start. */
  validity: { from: number; to: number };
  pathLength?: number;
  /** What this authority is there for. */
  purpose: string;
}

const YEAR = 365;

function named(name: string): readonly IssuedNameAttribute[] {
  return [{ type: "C", value: "NL" }, { type: "O", value: "TLScope Lab" }, { type: "CN", value: name }];
}

/** Markup, quotes, right-to-left override, isolates, a zero-width space, BEL, NUL and escapes that are none: to be shown as text, made visible. */
export const HOSTILE_TEXT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`&amp;&#60;b&#62;\u202Emoc.knab\u2066\u2069\u200B\u0007\u0000 %00 \\u0000";

export const authorityKeys = {
  root: { key: "RSA-2048", subject: named("TLScope Lab Root R1") },
  "second-root": { key: "P-384", subject: named("TLScope Lab Root R2") },
  "new-root": { key: "P-384", subject: named("TLScope Lab Root N1") },
  "unknown-root": { key: "P-256", subject: named("Nobody's Root") },
  issuing: { key: "P-256", subject: named("TLScope Lab Issuing E1") },
  "issuing-rsa": { key: "RSA-2048", subject: named("TLScope Lab Issuing R1") },
  "issuing-hidden": { key: "P-256", subject: named("TLScope Lab Issuing E2 (never sent)") },
  "issuing-fetchable": { key: "P-256", subject: named("TLScope Lab Issuing E3 (sent by nobody, named by URL)") },
  "issuing-new": { key: "P-256", subject: named("TLScope Lab Issuing N1") },
  policy: { key: "P-256", subject: named("TLScope Lab Policy P1") },
  "issuing-deep": { key: "P-256", subject: named("TLScope Lab Issuing P1") },
  "unknown-issuing": { key: "P-256", subject: named("Nobody's Issuing CA") },
  hostile: {
    key: "P-256",
    subject: [{ type: "C", value: "NL" }, { type: "O", value: HOSTILE_TEXT }, { type: "CN", value: `Issuing ${HOSTILE_TEXT}` }],
  },
} as const satisfies Record<string, AuthorityKey>;

export type AuthorityKeyName = keyof typeof authorityKeys;

const root = { from: -5 * YEAR, to: 10 * YEAR };
const intermediate = { from: -YEAR, to: 4 * YEAR };

export const authorityCertificates = {
  root: { of: "root", by: "root", validity: root, purpose: "the trusted root" },
  "second-root": { of: "second-root", by: "second-root", validity: root, purpose: "a second trusted root, for cross-signing" },
  "new-root": { of: "new-root", by: "new-root", validity: root, purpose: "a root that no browser knows yet" },
  "unknown-root": { of: "unknown-root", by: "unknown-root", validity: root, purpose: "a root that nobody trusts" },
  issuing: { of: "issuing", by: "root", validity: intermediate, pathLength: 0, purpose: "signs most leaves" },
  "issuing-by-second-root": { of: "issuing", by: "second-root", validity: intermediate, pathLength: 0, purpose: "the same key and name, cross-signed" },
  "issuing-rsa": { of: "issuing-rsa", by: "root", validity: intermediate, pathLength: 0, purpose: "signs leaves with RSA" },
  "issuing-hidden": { of: "issuing-hidden", by: "root", validity: intermediate, pathLength: 0, purpose: "never sent by any host" },
  "issuing-fetchable": { of: "issuing-fetchable", by: "root", validity: intermediate, pathLength: 0, purpose: "never sent, but its address is in the leaf" },
  policy: { of: "policy", by: "root", validity: intermediate, pathLength: 1, purpose: "the upper of two intermediates" },
  "issuing-deep": { of: "issuing-deep", by: "policy", validity: intermediate, pathLength: 0, purpose: "the lower of two intermediates" },
  "issuing-new": { of: "issuing-new", by: "new-root", validity: intermediate, pathLength: 0, purpose: "signs under the new root" },
  "new-root-by-root": { of: "new-root", by: "root", validity: intermediate, pathLength: 1, purpose: "the new root, cross-signed by the trusted one" },
  "root-by-second-root": { of: "root", by: "second-root", validity: intermediate, purpose: "the trusted root, cross-signed by another trusted one" },
  "root-by-second-root-expired": { of: "root", by: "second-root", validity: { from: -4 * YEAR, to: -YEAR }, purpose: "that cross-signature, expired" },
  "unknown-issuing": { of: "unknown-issuing", by: "unknown-root", validity: intermediate, pathLength: 0, purpose: "signs under the root that nobody trusts" },
  hostile: { of: "hostile", by: "root", validity: intermediate, pathLength: 0, purpose: "an issuer whose name is an attack" },
} as const satisfies Record<string, AuthorityCertificate>;

export type AuthorityName = keyof typeof authorityCertificates;

/** The anchors that the browser is told to trust. */
export const trustedRoots = ["root", "second-root"] as const satisfies readonly AuthorityName[];

/** Which certificate a leaf's recipe means by an issuer's name: all certificates over one key sign alike. */
export function keyOfAuthority(name: AuthorityName): AuthorityKeyName {
  return authorityCertificates[name].of;
}
