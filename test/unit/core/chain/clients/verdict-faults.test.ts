// What a verdict once got wrong, whoever's it was: each by itself, with what each browser says of it (docs/clients.md has the real
// ones, of the same chains) and what the default verdict comes to.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { presented, readable } from "../../../../../lab/pki/presented.ts";
import { ascii, NO_PARAMETERS, oid, sequence, singleName, tlv } from "../../../../../scripts/clients/der.ts";
import { alternativeNames, basicConstraints, caDraft, dns, finish, leafDraft, OID, put, subjectKeyId, usage, USAGE, type Draft, type Signer } from "../../../../../scripts/clients/draft.ts";
import { makeKey, type ClientKey } from "../../../../../scripts/clients/keys.ts";
import { AnchorList } from "../../../../../src/core/chain/anchor-set.ts";
import { assessForBrowsers } from "../../../../../src/core/chain/clients/for-browsers.ts";
import { clientRows } from "../../../../../src/core/chain/clients/rows.ts";
import { SignatureVerifier } from "../../../../../src/core/chain/signature.ts";
import { english } from "../../../support/english.ts";

const NOW = Date.UTC(2031, 4, 17);
const DAY = 86_400_000;
const POLICY = oid("2.23.140.1.2.1");
const UNKNOWN_QUALIFIER = sequence(sequence(oid("1.2.3.4"), NO_PARAMETERS));
const NO_POINT = Uint8Array.of(1, 2, 3);
const STAPLE = { oid: OID.tlsFeature, critical: false, value: sequence(tlv(0x02, [5])) };

interface Drafts {
  host: string;
  leaf: Draft;
  ca: Draft;
  root: Draft;
}

/** Keys of one kind will do for all. */
const keys = { leaf: makeKey("P-256"), ca: makeKey("P-256"), root: makeKey("P-256"), rsa: makeKey("RSA-2048"), ed25519: makeKey("Ed25519") };

function keyOf(draft: Draft, key: ClientKey): void {
  draft.key = key;
  put(draft, subjectKeyId(key.id));
}

/** The same key, called something else: RSASSA-PSS with SHA-384 alone, or ML-DSA-65. */
function called(key: ClientKey, spki: Uint8Array): ClientKey {
  return { ...key, spki };
}
const SHA_384 = sequence(oid("2.16.840.1.101.3.4.2.2"), NO_PARAMETERS);
const PSS_384 = sequence(oid("1.2.840.113549.1.1.10"), sequence(tlv(0xa0, SHA_384), tlv(0xa1, sequence(oid("1.2.840.113549.1.1.8"), SHA_384)), tlv(0xa2, tlv(0x02, [48]))));
const ML_DSA_65 = sequence(sequence(oid("2.16.840.1.101.3.4.3.18")), tlv(0x03, [0], new Uint8Array(1952).fill(7)));
const pssKey = called(keys.rsa, sequence(PSS_384, tlv(0x03, [0], keys.rsa.spki.slice(keys.rsa.spki.length - 270))));

const policies = (critical: boolean, ...of: readonly Uint8Array[]) => ({ oid: OID.policies, critical, value: sequence(...of) });
const permitted = (name: string) => ({ oid: OID.nameConstraints, critical: true, value: sequence(tlv(0xa0, sequence(dns(name)))) });

interface Case {
  what: string;
  change: (drafts: Drafts) => void;
  firefox: "accepts" | "refuses";
  chromium: "accepts" | "refuses";
  /** By which a browser refuses. */
  rule?: string | readonly string[];
}

const CASES: readonly Case[] = [
  { what: "nothing", change: () => undefined, firefox: "accepts", chromium: "accepts" },
  { what: "an Ed25519 key", change: ({ leaf }) => { keyOf(leaf, keys.ed25519); }, firefox: "refuses", chromium: "refuses", rule: "chain/unsupported-algorithm" },
  { what: "a CA with an Ed25519 key", change: ({ ca }) => { keyOf(ca, keys.ed25519); }, firefox: "refuses", chromium: "refuses", rule: "chain/unsupported-algorithm" },
  { what: "an ML-DSA key", change: ({ leaf }) => { keyOf(leaf, called(keys.leaf, ML_DSA_65)); }, firefox: "refuses", chromium: "accepts", rule: "chain/unsupported-algorithm" },
  { what: "RSASSA-PSS with a salt of the hash's length", change: ({ leaf, ca }) => { keyOf(ca, keys.rsa); leaf.signature = "PSS"; }, firefox: "accepts", chromium: "accepts" },
  { what: "RSASSA-PSS with a shorter salt", change: ({ leaf, ca }) => { keyOf(ca, keys.rsa); leaf.signature = "PSS-short-salt"; }, firefox: "refuses", chromium: "refuses", rule: "chain/algorithm-parameters" },
  { what: "an RSASSA-PSS key of a CA for another hash", change: ({ leaf, ca }) => { keyOf(ca, pssKey); leaf.signature = "PSS"; }, firefox: "refuses", chromium: "refuses", rule: ["chain/unsupported-algorithm", "chain/algorithm-parameters"] },
  { what: "an RSASSA-PSS key", change: ({ leaf }) => { keyOf(leaf, pssKey); }, firefox: "refuses", chromium: "refuses", rule: "chain/unsupported-algorithm" },
  { what: "critical policies with an unknown qualifier", change: ({ leaf }) => { put(leaf, policies(true, sequence(POLICY, UNKNOWN_QUALIFIER))); }, firefox: "accepts", chromium: "refuses", rule: "chain/malformed" },
  { what: "policies with an unknown qualifier", change: ({ leaf }) => { put(leaf, policies(false, sequence(POLICY, UNKNOWN_QUALIFIER))); }, firefox: "accepts", chromium: "accepts" },
  { what: "a serial number that is not minimal", change: ({ leaf }) => { leaf.serial = [0, 1]; }, firefox: "refuses", chromium: "accepts", rule: "chain/serial-number" },
  { what: "a path length that is not minimal", change: ({ ca }) => { put(ca, { ...basicConstraints(true), value: sequence([1, 1, 255], tlv(0x02, [0, 1])) }); }, firefox: "refuses", chromium: "refuses", rule: "chain/malformed" },
  { what: "a policy twice", change: ({ leaf }) => { put(leaf, policies(false, sequence(POLICY), sequence(POLICY))); }, firefox: "accepts", chromium: "refuses", rule: "chain/malformed" },
  { what: "no policy in the list", change: ({ leaf }) => { put(leaf, policies(false)); }, firefox: "accepts", chromium: "refuses", rule: "chain/malformed" },
  { what: "a TLS feature of the issuer that the leaf has not", change: ({ ca }) => { put(ca, STAPLE); }, firefox: "refuses", chromium: "accepts", rule: "chain/tls-feature" },
  { what: "a common name beside the names", change: ({ leaf }) => { leaf.subject = singleName("other.example.test"); }, firefox: "accepts", chromium: "accepts" },
  { what: "a leading dot in a constraint, above the host", change: (drafts) => { put(drafts.ca, permitted(".example.test")); }, firefox: "accepts", chromium: "accepts" },
  { what: "a leading dot in a constraint, beside the host", change: (drafts) => { put(drafts.ca, permitted(".other.test")); }, firefox: "refuses", chromium: "refuses", rule: "chain/name-constraints" },
  { what: "an anchor for servers", change: ({ root }) => { put(root, usage(USAGE.server)); }, firefox: "accepts", chromium: "accepts" },
  { what: "an anchor for clients", change: ({ root }) => { put(root, usage(USAGE.client)); }, firefox: "refuses", chromium: "refuses", rule: "chain/extended-key-usage" },
  { what: "a label that begins with a hyphen, under a wildcard", change: (drafts) => { drafts.host = "-foo.example.test"; put(drafts.leaf, alternativeNames(dns("*.example.test"))); }, firefox: "accepts", chromium: "accepts" },
  { what: "a label that begins with a hyphen, by name", change: (drafts) => { drafts.host = "-foo.example.test"; put(drafts.leaf, alternativeNames(dns("-foo.example.test"))); }, firefox: "refuses", chromium: "accepts", rule: "chain/name-mismatch" },
  { what: "a host with an underscore that another host's certificate does not name", change: (drafts) => { drafts.host = "a_b.example.test"; }, firefox: "refuses", chromium: "refuses", rule: "chain/name-mismatch" },
  { what: "a host with a hyphen at an end of a label that the certificate does not name", change: (drafts) => { drafts.host = "-foo-.example.test"; }, firefox: "refuses", chromium: "refuses", rule: "chain/name-mismatch" },
  { what: "a CRL distribution point that cannot be read", change: ({ leaf }) => { put(leaf, { oid: OID.crl, critical: false, value: NO_POINT }); }, firefox: "accepts", chromium: "accepts" },
  { what: "a CRL distribution point of the CA that cannot be read", change: ({ ca }) => { put(ca, { oid: OID.crl, critical: false, value: sequence(tlv(0x86, ascii("http://c.test/"))) }); }, firefox: "accepts", chromium: "accepts" },
];

function made(change: Case["change"]): { host: string; sent: Uint8Array[]; root: Uint8Array } {
  const host = "www.example.test";
  const drafts: Drafts = { host, leaf: leafDraft(host, keys.leaf, NOW), ca: caDraft("CA", keys.ca, NOW), root: caDraft("Root", keys.root, NOW, { root: true }) };
  change(drafts);
  const of = (draft: Draft): Signer => ({ key: draft.key, name: draft.subject, issuer: drafts.root.subject, serial: draft.serial });
  return { host: drafts.host, sent: [finish(drafts.leaf, of(drafts.ca)), finish(drafts.ca, of(drafts.root))], root: finish(drafts.root, of(drafts.root)) };
}

describe("chains that a verdict once got wrong", () => {
  const verifier = new SignatureVerifier();
  for (const { what, change, firefox, chromium, rule } of CASES) {
    it(`${what}: Firefox ${firefox}, Chromium ${chromium}`, async () => {
      const { host, sent, root } = made(change);
      const input = { host, time: NOW + DAY, sent: sent.map(presented), anchors: new AnchorList(readable([presented(root)]), "added"), verifier, ocspStapled: false };
      const rows = await clientRows(input, true, { apple: "", android: "", microsoft: "" });
      const verdictOf = (client: string) => rows.find((row) => row.client === client)?.verdict;
      assert.deepEqual([verdictOf("firefox"), verdictOf("chromium")], [firefox, chromium]);
      const { verdict, errors } = await assessForBrowsers(input);
      assert.equal(verdict, firefox === "accepts" && chromium === "accepts" ? "valid" : "invalid");
      assert.deepEqual([...new Set(errors.map((error) => error.rule))], rule === undefined ? [] : [rule].flat());
      for (const { key, params } of errors) {
        const words = english(key, params);
        assert.ok(words.length > 20 && !/\$\d|undefined|: *[.,;]|  /.test(words), words);
      }
    });
  }
});
