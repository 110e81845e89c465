import { ascii, singleName, name, NO_PARAMETERS, oid, sequence, tlv } from "./der.ts";
import {
  address, alter, alternativeNames, basicConstraints, dns, dnsUtf8, drop, usageBits, OID, put, subjectKeyId, usage, USAGE, type Draft,
} from "./draft.ts";
import type { ClientKey, ServedKeyKind } from "./keys.ts";

/** A chain to be made: leaf, intermediates (the leaf's issuer first), the root's name, and what the server sends of it. */
export interface ChainDraft {
  host: string;
  leaf: Draft;
  cas: Draft[];
  root: string;
  /** What is done to the list before it is sent. */
  list: ListChange[];
}

/** What changes of the list need beside it. */
export interface Extras {
  root: Uint8Array;
  /** A CA's certificate that has nothing to do with the chain. */
  unrelated: Uint8Array;
  /** The first intermediate again: expired, signed by a root that nobody trusts, or by another trusted root. */
  expired: Uint8Array;
  byStranger: Uint8Array;
  byOtherRoot: Uint8Array;
}
export type ListChange = (sent: readonly Uint8Array[], extras: Extras) => readonly Uint8Array[];

export interface Feature {
  id: string;
  apply(chain: ChainDraft, key: (kind: ServedKeyKind) => ClientKey): void;
}

const DAY = 86_400_000;
const GARBAGE = Uint8Array.of(0x30, 0x03, 0x02, 0x01);

const leaf = (id: string, change: (draft: Draft, chain: ChainDraft) => void): Feature => ({ id: `leaf: ${id}`, apply: (chain) => { change(chain.leaf, chain); } });
const ca = (id: string, change: (draft: Draft, chain: ChainDraft) => void): Feature => ({
  id: `CA: ${id}`, apply: (chain) => {
    const [first] = chain.cas;
    if (first) change(first, chain);
  },
});
const list = (id: string, change: ListChange): Feature => ({ id: `list: ${id}`, apply: (chain) => { chain.list.push(change); } });
const leafKey = (kind: ServedKeyKind): Feature => ({ id: `leaf: key ${kind}`, apply: (chain, key) => {
  chain.leaf.key = key(kind);
  put(chain.leaf, subjectKeyId(chain.leaf.key.id));
} });
const caKey = (kind: ServedKeyKind): Feature => ({ id: `CA: key ${kind}`, apply: (chain, key) => {
  const [first] = chain.cas;
  if (!first) return;
  first.key = key(kind);
  put(first, subjectKeyId(first.key.id));
} });

const policies = (critical: boolean, ...values: readonly Uint8Array[]) => ({ oid: OID.policies, critical, value: sequence(...values) });
const policy = (...parts: readonly Uint8Array[]) => sequence(...parts);
const POLICY = oid("2.23.140.1.2.1");
const BAD = Uint8Array.of(0x01, 0x02, 0x03);

/** Names of the host and of others. */
export const NAME_FEATURES: readonly Feature[] = [
  leaf("name in capitals", (draft, { host }) => { put(draft, alternativeNames(dns(host.toUpperCase()))); }),
  leaf("name with a trailing dot", (draft, { host }) => { put(draft, alternativeNames(dns(`${host}.`))); }),
  leaf("wildcard", (draft, chain) => { chain.host = `a.${chain.host}`; put(draft, alternativeNames(dns(`*${chain.host.slice(1)}`))); }),
  leaf("wildcard over two labels", (draft, chain) => { put(draft, alternativeNames(dns(`*.${chain.host}`))); chain.host = `a.b.${chain.host}`; }),
  leaf("part wildcard", (draft, chain) => { chain.host = `foo.${chain.host}`; put(draft, alternativeNames(dns(`f*${chain.host.slice(3)}`))); }),
  leaf("part wildcard behind", (draft, chain) => { chain.host = `foo.${chain.host}`; put(draft, alternativeNames(dns(`*o${chain.host.slice(3)}`))); }),
  leaf("wildcard of one label", (draft, { host }) => { put(draft, alternativeNames(dns(`*${host.slice(host.indexOf("."))}`))); }),
  leaf("wildcard of one label before", (draft, { host }) => { put(draft, alternativeNames(dns("*.example"), dns(host))); }),
  leaf("wildcard of one label beside", (draft, { host }) => { put(draft, alternativeNames(dns(host), dns("*.example"))); }),
  leaf("wildcard under a public suffix", (draft, chain) => { chain.host = `${chain.host.slice(0, chain.host.indexOf("."))}.co.uk`; put(draft, alternativeNames(dns("*.co.uk"))); }),
  leaf("wildcard under a suffix of an owner", (draft, chain) => { chain.host = `${chain.host.slice(0, chain.host.indexOf("."))}.github.io`; put(draft, alternativeNames(dns("*.github.io"))); }),
  leaf("wildcard with a trailing dot", (draft, chain) => { put(draft, alternativeNames(dns(`*.${chain.host}.`))); chain.host = `a.${chain.host}`; }),
  leaf("underscore", (draft, chain) => { chain.host = `a_b.${chain.host}`; put(draft, alternativeNames(dns(chain.host))); }),
  leaf("underscore under a wildcard", (draft, chain) => { put(draft, alternativeNames(dns(`*.${chain.host}`))); chain.host = `a_b.${chain.host}`; }),
  leaf("another host's, and an underscore", (draft, chain) => { put(draft, alternativeNames(dns("other.test"))); chain.host = `a_b.${chain.host}`; }),
  leaf("hyphen before, under a wildcard", (draft, chain) => { put(draft, alternativeNames(dns(`*.${chain.host}`))); chain.host = `-a.${chain.host}`; }),
  leaf("hyphen behind, under a wildcard", (draft, chain) => { put(draft, alternativeNames(dns(`*.${chain.host}`))); chain.host = `a-.${chain.host}`; }),
  leaf("hyphen before", (draft, chain) => { chain.host = `-a.${chain.host}`; put(draft, alternativeNames(dns(chain.host))); }),
  leaf("hyphen behind", (draft, chain) => { chain.host = `a-.${chain.host}`; put(draft, alternativeNames(dns(chain.host))); }),
  leaf("another host's", (draft) => { put(draft, alternativeNames(dns("other.test"))); }),
  leaf("common name alone", (draft) => { drop(draft, OID.names); }),
  leaf("common name in capitals alone", (draft, { host }) => { drop(draft, OID.names); draft.subject = singleName(host.toUpperCase()); }),
  leaf("wildcard as common name", (draft, chain) => { drop(draft, OID.names); draft.subject = singleName(`*.${chain.host}`); chain.host = `a.${chain.host}`; }),
  leaf("two common names alone, the host's first", (draft, { host }) => { drop(draft, OID.names); draft.subject = name(["2.5.4.3", 0x0c, host], ["2.5.4.3", 0x0c, "No host"]); }),
  leaf("two common names alone, the host's last", (draft, { host }) => { drop(draft, OID.names); draft.subject = name(["2.5.4.3", 0x0c, "No host"], ["2.5.4.3", 0x0c, host]); }),
  leaf("common name beside an address", (draft) => { put(draft, alternativeNames(address(192, 0, 2, 1))); }),
  leaf("common name beside a mailbox", (draft) => { put(draft, alternativeNames(tlv(0x81, ascii("a@b.test")))); }),
  leaf("no names in the list", (draft) => { put(draft, alternativeNames()); }),
  leaf("bad address beside", (draft, { host }) => { put(draft, alternativeNames(dns(host), address(1, 2, 3))); }),
  leaf("UTF-8 beside", (draft, { host }) => { put(draft, alternativeNames(dns(host), dnsUtf8("bücher.test"))); }),
  leaf("UTF-8 before", (draft, { host }) => { put(draft, alternativeNames(dnsUtf8("bücher.test"), dns(host))); }),
  leaf("no host beside", (draft, { host }) => { put(draft, alternativeNames(dns(host), dns("!"))); }),
  leaf("no host before", (draft, { host }) => { put(draft, alternativeNames(dns("!"), dns(host))); }),
  leaf("two stars before", (draft, { host }) => { put(draft, alternativeNames(dns("*.*.a.test"), dns(host))); }),
  leaf("trailing dot before", (draft, { host }) => { put(draft, alternativeNames(dns("x.test."), dns(host))); }),
  leaf("a blank name before", (draft, { host }) => { put(draft, alternativeNames(dns(""), dns(host))); }),
  leaf("URI without a host beside", (draft, { host }) => { put(draft, alternativeNames(dns(host), tlv(0x86, ascii("urn:x")))); }),
  leaf("URI that is none beside", (draft, { host }) => { put(draft, alternativeNames(dns(host), tlv(0x86, ascii("http://[")))); }),
  leaf("name of a kind that does not exist", (draft, { host }) => { put(draft, alternativeNames(dns(host), tlv(0x89, [1]))); }),
  leaf("directory name beside", (draft, { host }) => { put(draft, alternativeNames(dns(host), tlv(0xa4, singleName("x")))); }),
  leaf("mailbox beside", (draft, { host }) => { put(draft, alternativeNames(dns(host), tlv(0x81, ascii("a@b.test")))); }),
  leaf("critical names", (draft) => { alter(draft, OID.names, { critical: true }); }),
  leaf("another common name", (draft) => { draft.subject = singleName("other.test"); }),
  leaf("empty subject", (draft) => { draft.subject = sequence(); }),
  leaf("empty subject, critical names", (draft) => { draft.subject = sequence(); alter(draft, OID.names, { critical: true }); }),
];

/** Everything else of the leaf. */
export const LEAF_FEATURES: readonly Feature[] = [
  leaf("no key usage", (draft) => { drop(draft, OID.keyUsage); }),
  leaf("key encipherment alone", (draft) => { put(draft, usageBits(2)); }),
  leaf("key agreement alone", (draft) => { put(draft, usageBits(4)); }),
  leaf("non-repudiation alone", (draft) => { put(draft, usageBits(1)); }),
  leaf("CRL signing alone", (draft) => { put(draft, usageBits(6)); }),
  leaf("signature and certificate signing", (draft) => { put(draft, usageBits(0, 5)); }),
  leaf("no purpose", (draft) => { drop(draft, OID.usage); }),
  leaf("any purpose", (draft) => { put(draft, usage(USAGE.any)); }),
  leaf("any purpose and client", (draft) => { put(draft, usage(USAGE.client, USAGE.any)); }),
  leaf("server gated purpose", (draft) => { put(draft, usage(USAGE.gated)); }),
  leaf("Microsoft's gated purpose", (draft) => { put(draft, usage(USAGE.msGated)); }),
  leaf("no purpose in the list", (draft) => { put(draft, usage()); }),
  leaf("client purpose", (draft) => { put(draft, usage(USAGE.client)); }),
  leaf("server and OCSP", (draft) => { put(draft, usage(USAGE.server, USAGE.ocsp)); }),
  leaf("critical purpose", (draft) => { alter(draft, OID.usage, { critical: true }); }),
  leaf("CA", (draft) => { put(draft, basicConstraints(true)); }),
  leaf("CA with key usage of one", (draft) => { put(draft, basicConstraints(true)); put(draft, usageBits(0, 5)); }),
  leaf("no basic constraints", (draft) => { drop(draft, OID.basicConstraints); }),
  leaf("cA FALSE spelled out", (draft) => { put(draft, basicConstraints("spelled-out")); }),
  leaf("path length without CA", (draft) => { put(draft, basicConstraints(false, 0)); }),
  leaf("unknown critical extension", (draft) => { put(draft, { oid: OID.unknown, critical: true, value: NO_PARAMETERS }); }),
  leaf("unknown extension", (draft) => { put(draft, { oid: OID.unknown, critical: false, value: NO_PARAMETERS }); }),
  leaf("purpose twice", (draft) => { draft.extensions.push(usage(USAGE.server)); }),
  leaf("unknown extension twice", (draft) => { for (let i = 0; i < 2; i++) draft.extensions.push({ oid: OID.unknown, critical: false, value: NO_PARAMETERS }); }),
  leaf("identifier of another key", (draft) => { draft.authority = "other-key"; }),
  leaf("issuer and serial of another certificate", (draft) => { draft.authority = "other-serial"; }),
  leaf("issuer and serial", (draft) => { draft.authority = "right-serial"; }),
  leaf("no authority key identifier", (draft) => { draft.authority = "none"; }),
  leaf("no subject key identifier", (draft) => { drop(draft, OID.subjectKeyId); }),
  leaf("unreadable access", (draft) => { put(draft, { oid: OID.access, critical: false, value: BAD }); }),
  leaf("unreadable CRL point", (draft) => { put(draft, { oid: OID.crl, critical: false, value: BAD }); }),
  leaf("unreadable authority key identifier", (draft) => { put(draft, { oid: OID.authorityKeyId, critical: false, value: BAD }); }),
  leaf("unreadable subject key identifier", (draft) => { put(draft, { oid: OID.subjectKeyId, critical: false, value: BAD }); }),
  leaf("unreadable policies", (draft) => { put(draft, { oid: OID.policies, critical: false, value: BAD }); }),
  leaf("unreadable issuer names", (draft) => { put(draft, { oid: OID.issuerNames, critical: false, value: BAD }); }),
  leaf("no policies in the list", (draft) => { put(draft, policies(false)); }),
  leaf("a policy twice", (draft) => { put(draft, policies(false, policy(POLICY), policy(POLICY))); }),
  leaf("critical policies", (draft) => { put(draft, policies(true, policy(POLICY))); }),
  leaf("critical policies, unknown qualifier", (draft) => { put(draft, policies(true, policy(POLICY, sequence(sequence(oid("1.2.3.4"), NO_PARAMETERS))))); }),
  leaf("unknown qualifier", (draft) => { put(draft, policies(false, policy(POLICY, sequence(sequence(oid("1.2.3.4"), NO_PARAMETERS))))); }),
  leaf("critical authority key identifier", (draft) => { put(draft, { oid: OID.authorityKeyId, critical: true, value: sequence() }); }),
  leaf("critical subject key identifier", (draft) => { alter(draft, OID.subjectKeyId, { critical: true }); }),
  leaf("critical CRL point", (draft) => { put(draft, { oid: OID.crl, critical: true, value: sequence(sequence(tlv(0xa0, tlv(0xa0, tlv(0x86, ascii("http://c.test/")))))) }); }),
  leaf("critical access", (draft) => { put(draft, { oid: OID.access, critical: true, value: sequence(sequence(oid("1.3.6.1.5.5.7.48.1"), tlv(0x86, ascii("http://o.test/")))) }); }),
  leaf("critical issuer names", (draft) => { put(draft, { oid: OID.issuerNames, critical: true, value: sequence(dns("x.test")) }); }),
  leaf("critical inhibitAnyPolicy", (draft) => { put(draft, { oid: OID.inhibitAny, critical: true, value: tlv(0x02, [0]) }); }),
  leaf("must staple", (draft) => { put(draft, { oid: OID.tlsFeature, critical: false, value: sequence(tlv(0x02, [5])) }); }),
  leaf("another TLS feature", (draft) => { put(draft, { oid: OID.tlsFeature, critical: false, value: sequence(tlv(0x02, [17])) }); }),
  leaf("name constraints", (draft) => { put(draft, { oid: OID.nameConstraints, critical: true, value: sequence(tlv(0xa0, sequence(dns("test")))) }); }),
  leaf("serial zero", (draft) => { draft.serial = [0]; }),
  leaf("serial negative", (draft) => { draft.serial = [0x80, 1]; }),
  leaf("serial of 21 bytes", (draft) => { draft.serial = [0x40, ...new Uint8Array(20)]; }),
  leaf("serial padded", (draft) => { draft.serial = [0, 1]; }),
  leaf("version 1", (draft) => { draft.version = 1; }),
  leaf("time without seconds", (draft) => { draft.timeForm = "without-seconds"; }),
  leaf("GeneralizedTime before 2050", (draft) => { draft.timeForm = "generalized"; }),
  leaf("expired", (draft) => { draft.notAfter = draft.notBefore + 5 * DAY; }),
  leaf("not yet valid", (draft) => { draft.notBefore += 20 * DAY; }),
  leaf("three years", (draft) => { draft.notAfter = draft.notBefore + 1100 * DAY; }),
  leaf("ends in 2055", (draft) => { draft.notAfter = Date.UTC(2055, 0, 1); }),
  leaf("signed with SHA-1", (draft) => { draft.signature = "SHA-1"; }),
  leaf("signed with SHA-384", (draft) => { draft.signature = "SHA-384"; }),
  leaf("signed with SHA-512", (draft) => { draft.signature = "SHA-512"; }),
  leaf("signed with PSS", (draft) => { draft.signature = "PSS"; }),
  leaf("signed with PSS, short salt", (draft) => { draft.signature = "PSS-short-salt"; }),
  leaf("RSA without parameters", (draft) => { draft.signature = "RSA-without-parameters"; }),
  leaf("algorithms differ", (draft) => { draft.innerAlgorithm = sequence(oid("1.2.840.10045.4.3.3")); }),
  leaf("forged", (draft) => { draft.forged = true; }),
  leaf("issuer in another string type", (draft, { cas: [first] }) => { if (first) draft.issuer = reTyped(first.subject); }),
  leaf("issuer in other letters", (draft, { cas: [first] }) => { if (first) draft.issuer = reCased(first.subject); }),
  leafKey("P-384"), leafKey("P-521"), leafKey("RSA-1024"), leafKey("RSA-2047"), leafKey("RSA-2048"), leafKey("RSA-3072"), leafKey("Ed25519"), leafKey("ML-DSA-44"), leafKey("ML-DSA-65"), leafKey("ML-DSA-87"),
];

const subtrees = (tag: number, ...bases: readonly Uint8Array[]) => tlv(tag, ...bases.map((base) => sequence(base)));
const constraints = (critical: boolean, ...parts: readonly Uint8Array[]) => ({ oid: OID.nameConstraints, critical, value: sequence(...parts) });

/** Of the CA that issued the leaf. */
export const CA_FEATURES: readonly Feature[] = [
  ca("basic constraints not critical", (draft) => { alter(draft, OID.basicConstraints, { critical: false }); }),
  ca("no basic constraints", (draft) => { drop(draft, OID.basicConstraints); }),
  ca("no CA", (draft) => { put(draft, basicConstraints(false)); }),
  ca("path length 0", (draft) => { put(draft, basicConstraints(true, 0)); }),
  ca("no key usage", (draft) => { drop(draft, OID.keyUsage); }),
  ca("no certificate signing", (draft) => { put(draft, usageBits(0, 6)); }),
  ca("key usage not critical", (draft) => { alter(draft, OID.keyUsage, { critical: false }); }),
  ca("no purpose", (draft) => { drop(draft, OID.usage); }),
  ca("any purpose", (draft) => { put(draft, usage(USAGE.any)); }),
  ca("any and client purpose", (draft) => { put(draft, usage(USAGE.client, USAGE.any)); }),
  ca("gated purpose", (draft) => { put(draft, usage(USAGE.gated)); }),
  ca("Microsoft's gated purpose", (draft) => { put(draft, usage(USAGE.msGated)); }),
  ca("client purpose", (draft) => { put(draft, usage(USAGE.client)); }),
  ca("mail purpose", (draft) => { put(draft, usage(USAGE.email)); }),
  ca("no purpose in the list", (draft) => { put(draft, usage()); }),
  ca("critical purpose", (draft) => { alter(draft, OID.usage, { critical: true }); }),
  ca("expired", (draft) => { draft.notAfter = draft.notBefore + 5 * DAY; }),
  ca("not yet valid", (draft) => { draft.notBefore += 500 * DAY; }),
  ca("no subject key identifier", (draft) => { drop(draft, OID.subjectKeyId); }),
  ca("subject key identifier of its own", (draft) => { put(draft, subjectKeyId(new Uint8Array(8).fill(9))); }),
  ca("no authority key identifier", (draft) => { draft.authority = "none"; }),
  ca("identifier of another key", (draft) => { draft.authority = "other-key"; }),
  ca("version 1", (draft) => { draft.version = 1; }),
  ca("requires a policy", (draft) => { put(draft, { oid: OID.policyConstraints, critical: true, value: sequence(tlv(0x80, [0])) }); }),
  ca("requires a policy, not critical", (draft) => { put(draft, { oid: OID.policyConstraints, critical: false, value: sequence(tlv(0x80, [0])) }); }),
  ca("inhibits any policy", (draft) => { put(draft, { oid: OID.inhibitAny, critical: true, value: tlv(0x02, [0]) }); }),
  ca("critical mappings", (draft) => { put(draft, { oid: OID.mappings, critical: true, value: sequence(sequence(POLICY, oid("1.2.3.4"))) }); }),
  ca("name permitted", (draft) => { put(draft, constraints(true, subtrees(0xa0, dns("test")))); }),
  ca("name permitted, not critical", (draft) => { put(draft, constraints(false, subtrees(0xa0, dns("test")))); }),
  ca("name not permitted", (draft) => { put(draft, constraints(true, subtrees(0xa0, dns("example.org")))); }),
  ca("name not permitted, not critical", (draft) => { put(draft, constraints(false, subtrees(0xa0, dns("example.org")))); }),
  ca("name excluded", (draft) => { put(draft, constraints(true, subtrees(0xa1, dns("test")))); }),
  ca("leading dot", (draft, { host }) => { put(draft, constraints(true, subtrees(0xa0, dns(host.slice(host.indexOf(".")))))); }),
  ca("leading dot before the host", (draft, { host }) => { put(draft, constraints(true, subtrees(0xa0, dns(`.${host}`)))); }),
  ca("addresses alone", (draft) => { put(draft, constraints(true, subtrees(0xa0, address(192, 0, 2, 0, 255, 255, 255, 0)))); }),
  ca("address range of seven bytes", (draft) => { put(draft, constraints(true, subtrees(0xa0, address(192, 0, 2, 0, 255, 255, 255)))); }),
  ca("mailboxes alone", (draft) => { put(draft, constraints(true, subtrees(0xa0, tlv(0x81, ascii("b.test"))))); }),
  ca("URIs alone", (draft) => { put(draft, constraints(true, subtrees(0xa0, tlv(0x86, ascii(".b.test"))))); }),
  ca("mailbox of the subject not permitted", (draft, chain) => { put(draft, constraints(true, subtrees(0xa0, tlv(0x81, ascii("b.test"))))); chain.leaf.subject = name(["1.2.840.113549.1.9.1", 0x16, "a@c.test"]); }),
  ca("directory not permitted", (draft) => { put(draft, constraints(true, subtrees(0xa0, tlv(0xa4, singleName("nobody"))))); }),
  ca("directory permitted", (draft, { leaf: { subject } }) => { put(draft, constraints(true, subtrees(0xa0, tlv(0xa4, subject)))); }),
  ca("constraint that is no name", (draft) => { put(draft, constraints(true, subtrees(0xa0, dns("!"), dns("test")))); }),
  ca("mailbox constraint that is no name", (draft) => { put(draft, constraints(true, subtrees(0xa0, tlv(0x81, ascii("!")), dns("test")))); }),
  ca("URI constraint that is no host", (draft) => { put(draft, constraints(true, subtrees(0xa0, tlv(0x86, ascii("http://a/")), dns("test")))); }),
  ca("constraint on registered IDs", (draft) => { put(draft, constraints(true, subtrees(0xa0, tlv(0x88, [0x2a, 3])))); }),
  ca("empty constraints", (draft) => { put(draft, constraints(true)); }),
  ca("empty name permitted", (draft) => { put(draft, constraints(true, subtrees(0xa0, dns("")))); }),
  ca("must staple", (draft) => { put(draft, { oid: OID.tlsFeature, critical: false, value: sequence(tlv(0x02, [5])) }); }),
  ca("unknown critical extension", (draft) => { put(draft, { oid: OID.unknown, critical: true, value: NO_PARAMETERS }); }),
  ca("unreadable CRL point", (draft) => { put(draft, { oid: OID.crl, critical: false, value: BAD }); }),
  ca("unreadable policies", (draft) => { put(draft, { oid: OID.policies, critical: false, value: BAD }); }),
  ca("unreadable access", (draft) => { put(draft, { oid: OID.access, critical: false, value: BAD }); }),
  ca("a policy twice", (draft) => { put(draft, policies(false, policy(POLICY), policy(POLICY))); }),
  ca("unknown extension twice", (draft) => { for (let i = 0; i < 2; i++) draft.extensions.push({ oid: OID.unknown, critical: false, value: NO_PARAMETERS }); }),
  ca("serial padded", (draft) => { draft.serial = [0, 1]; }),
  ca("serial zero", (draft) => { draft.serial = [0]; }),
  ca("signed with SHA-1", (draft) => { draft.signature = "SHA-1"; }),
  ca("signed with PSS", (draft) => { draft.signature = "PSS"; }),
  ca("issuer in another string type", (draft, chain) => { draft.issuer = reTyped(rootName(chain.root)); }),
  ca("issuer in other letters", (draft, chain) => { draft.issuer = reCased(rootName(chain.root)); }),
  ca("name of several parts", (draft, { host }) => { draft.subject = name(["2.5.4.6", 0x13, "DE"], ["2.5.4.10", 0x0c, "Müller"], ["2.5.4.3", 0x0c, `CA of parts of ${host}`]); }),
  ca("forged", (draft) => { draft.forged = true; }),
  caKey("RSA-1024"), caKey("RSA-2048"), caKey("P-384"), caKey("P-521"), caKey("Ed25519"),
];

const missing: ListChange = (sent) => [sent[0] ?? new Uint8Array(), ...sent.slice(2)];

/** Of what is sent. */
export const LIST_FEATURES: readonly Feature[] = [
  list("intermediate missing", missing),
  list("leaf alone", (sent) => sent.slice(0, 1)),
  list("root, too", (sent, { root }) => [...sent, root]),
  list("root first", ([first = new Uint8Array(), ...rest], { root }) => [first, root, ...rest]),
  list("backwards behind the leaf", ([first = new Uint8Array(), ...rest]) => [first, ...rest.reverse()]),
  list("leaf twice", ([first = new Uint8Array(), ...rest]) => [first, first, ...rest]),
  list("all twice", (sent) => [...sent, ...sent]),
  list("unreadable last", (sent) => [...sent, GARBAGE]),
  list("unreadable second", ([first = new Uint8Array(), ...rest]) => [first, GARBAGE, ...rest]),
  list("bytes behind the last", (sent) => [...sent.slice(0, -1), Uint8Array.of(...sent.at(-1) ?? [], 0, 0)]),
  list("unrelated last", (sent, { unrelated }) => [...sent, unrelated]),
  list("unrelated second", ([first = new Uint8Array(), ...rest], { unrelated }) => [first, unrelated, ...rest]),
  list("expired twin before", ([first = new Uint8Array(), ...rest], { expired }) => [first, expired, ...rest]),
  list("expired twin behind", (sent, { expired }) => [...sent, expired]),
  list("expired twin instead", ([first = new Uint8Array(), , ...rest], { expired }) => [first, expired, ...rest]),
  list("twin of a stranger before", ([first = new Uint8Array(), ...rest], { byStranger }) => [first, byStranger, ...rest]),
  list("twin of a stranger behind", (sent, { byStranger }) => [...sent, byStranger]),
  list("twin of another root before", ([first = new Uint8Array(), ...rest], { byOtherRoot }) => [first, byOtherRoot, ...rest]),
  list("twin of another root instead", ([first = new Uint8Array()], { byOtherRoot }) => [first, byOtherRoot]),
  list("nine of them", (sent, { unrelated }) => [...sent, ...Array.from({ length: Math.max(0, 9 - sent.length) }, () => unrelated)]),
  list("eleven of them", (sent, { unrelated }) => [...sent, ...Array.from({ length: Math.max(0, 11 - sent.length) }, () => unrelated)]),
  list("twenty of them", (sent, { unrelated }) => [...sent, ...Array.from({ length: Math.max(0, 20 - sent.length) }, () => unrelated)]),
];

/** The name of a root of the generator. */
export function rootName(root: string): Uint8Array {
  return singleName(`Clients Root ${root}`);
}

/** A name of one UTF8String as PrintableString. */
function reTyped(of: Uint8Array): Uint8Array {
  return singleName(textOf(of), 0x13);
}

function reCased(of: Uint8Array): Uint8Array {
  return singleName(textOf(of).toUpperCase());
}

/** The text of a name of one common name. */
function textOf(of: Uint8Array): string {
  return Buffer.from(of.subarray(of.indexOf(0x0c) + 2)).toString("latin1");
}

