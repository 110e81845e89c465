import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Budget, DEFAULT_BUDGET } from "../../../../src/core/chain/budget.ts";
import { checkNameConstraints } from "../../../../src/core/chain/name-constraints/check.ts";
import { dnsNameWithin, readDnsSubtree } from "../../../../src/core/chain/name-constraints/dns.ts";
import { parseMailbox } from "../../../../src/core/chain/name-constraints/email.ts";
import { readIpSubtree } from "../../../../src/core/chain/name-constraints/ip.ts";
import { constraintsOf } from "../../../../src/core/chain/name-constraints/read.ts";
import type { CertificateWithConstraints } from "../../../../src/core/chain/name-constraints/subtrees.ts";
import { uriHost } from "../../../../src/core/chain/name-constraints/uri.ts";
import type { GeneralName } from "../../../../src/core/x509/general-name.ts";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import type { Name } from "../../../../src/core/x509/name.ts";
import { certificate } from "../../support/certificates.ts";

const EMPTY = new Uint8Array();
const dns = (value: string): GeneralName => ({ type: "dns", value, bytes: EMPTY });
const email = (value: string): GeneralName => ({ type: "email", value, bytes: EMPTY });
const uri = (value: string): GeneralName => ({ type: "uri", value, bytes: EMPTY });
const ip = (...bytes: number[]): GeneralName => ({ type: "ip", bytes: Uint8Array.from(bytes) });
const subject = (commonName: string): Name => Certificate.parse(certificate({ subject: commonName })).subject;
const directory = (commonName: string): GeneralName => ({ type: "directory", name: subject(commonName) });
const other: GeneralName = { type: "other", oid: "1.2.3", value: EMPTY };
const NOBODY = Object.assign(Object.create(Object.getPrototypeOf(subject("x")) as object) as Name, { rdns: [], offset: 0 });

const ca = (permitted: GeneralName[] | undefined, excluded?: GeneralName[]): CertificateWithConstraints => ({
  subject: subject("CA"), subjectAltNames: undefined,
  nameConstraints: {
    ...(permitted ? { permitted: permitted.map((base) => ({ base, minimum: 0 })) } : {}),
    ...(excluded ? { excluded: excluded.map((base) => ({ base, minimum: 0 })) } : {}),
  },
});
const leaf = (names: GeneralName[], name: Name = NOBODY): CertificateWithConstraints => ({ subject: name, subjectAltNames: names, nameConstraints: undefined });
const check = (above: CertificateWithConstraints, below: CertificateWithConstraints) => checkNameConstraints(above, below, new Budget())?.reason;

const OK = undefined;
type Reason = ReturnType<typeof check>;

describe("name constraints", () => {
  const CASES: [what: string, above: CertificateWithConstraints, names: GeneralName[], expected: Reason][] = [
    ["a DNS name within", ca([dns("example.com")]), [dns("example.com"), dns("a.b.EXAMPLE.com")], OK],
    ["a DNS name that only ends alike", ca([dns("example.com")]), [dns("notexample.com")], "not-permitted"],
    ["one of two names outside", ca([dns("example.com")]), [dns("example.com"), dns("example.org")], "not-permitted"],
    ["every name", ca([dns("")]), [dns("example.com")], OK],
    ["no name", ca(undefined, [dns("")]), [dns("example.com")], "excluded"],
    ["excluded wins over permitted", ca([dns("example.com")], [dns("example.com")]), [dns("example.com")], "excluded"],
    ["a wildcard that covers an excluded name", ca(undefined, [dns("foo.example.com")]), [dns("*.example.com")], "excluded"],
    ["a wildcard that covers more than is permitted", ca([dns("foo.example.com")]), [dns("*.example.com")], "not-permitted"],
    ["a wildcard within", ca([dns("example.com")]), [dns("*.example.com")], OK],
    ["a wildcard beside an excluded name two labels down", ca(undefined, [dns("a.b.example.com")]), [dns("*.example.com")], OK],
    ["a DNS name that is none", ca([dns("example.com")]), [dns(".example.com")], "cannot-be-compared"],
    ["another form of name", ca([dns("example.com")]), [ip(192, 0, 2, 1)], OK],
    ["an address within", ca([ip(192, 0, 2, 0, 255, 255, 255, 0)]), [ip(192, 0, 2, 7)], OK],
    ["an address outside", ca([ip(192, 0, 2, 0, 255, 255, 255, 0)]), [ip(192, 0, 3, 7)], "not-permitted"],
    ["an IPv6 address where IPv4 is permitted", ca([ip(192, 0, 2, 0, 255, 255, 255, 0)]), [ip(...new Array<number>(16).fill(0))], "not-permitted"],
    ["an address that is none", ca([ip(192, 0, 2, 0, 255, 255, 255, 0)]), [ip(192, 0, 2, 0, 255, 255, 255, 0)], "cannot-be-compared"],
    ["a mailbox on a host", ca([email("example.com")]), [email("A@example.com")], OK],
    ["a mailbox on a host below", ca([email("example.com")]), [email("a@mail.example.com")], "not-permitted"],
    ["a mailbox on a host below, with a dot", ca([email(".example.com")]), [email("a@mail.example.com")], OK],
    ["a mailbox on the host itself, with a dot", ca([email(".example.com")]), [email("a@example.com")], "not-permitted"],
    ["one mailbox", ca([email("a@example.com")]), [email("a@EXAMPLE.com")], OK],
    ["its local part has a case", ca([email("a@example.com")]), [email("A@example.com")], "not-permitted"],
    ["an asterisk is an asterisk", ca([email("**@example.com")]), [email("*@example.com")], "not-permitted"],
    ["a quoted mailbox is the same mailbox", ca(undefined, [email("a@example.com")]), [email("\"a\"@example.com")], "excluded"],
    ["a URI's host", ca([uri("example.com")]), [uri("https://user@example.com:8443/path")], OK],
    ["a URI on a host below", ca([uri("example.com")]), [uri("https://www.example.com/")], "not-permitted"],
    ["a URI on a host below, with a dot", ca([uri(".example.com")]), [uri("https://www.example.com/")], OK],
    ["a URI without a host", ca([uri("example.com")]), [uri("urn:example:com")], "cannot-be-compared"],
    ["a URI with an address", ca(undefined, [uri("example.com")]), [uri("https://192.0.2.1/")], "cannot-be-compared"],
    ["a directory name within", ca([directory("Foo  Bar")]), [directory(" foo bar ")], OK],
    ["a directory name outside", ca([directory("foo")]), [directory("bar")], "not-permitted"],
    ["a form that nobody can compare", ca(undefined, [other]), [other], "cannot-be-compared"],
    ["such a form, and no such name", ca(undefined, [other]), [dns("example.com")], OK],
  ];
  for (const [what, above, names, expected] of CASES) it(what, () => assert.equal(check(above, leaf(names)), expected));

  it("the subject is a directory name", () => {
    assert.equal(check(ca([directory("foo")]), leaf([dns("a.test")], subject("bar"))), "not-permitted");
    assert.equal(check(ca([directory("foo")]), leaf([dns("a.test")], subject("FOO"))), OK);
  });

  it("constraints that nobody can evaluate are told", () => {
    const malformed = (above: CertificateWithConstraints): number => constraintsOf(above)?.malformed.length ?? -1;
    for (const base of [dns("*.example.com"), dns("a b"), ip(1, 2, 3, 4), ip(1, 2, 3, 4, 255, 0, 255, 0), email("a@b@c.com"), email("@a.com"), uri("https://a.com")]) {
      assert.ok(malformed(ca([base])) > 0, JSON.stringify(base));
    }
    assert.ok(malformed({ ...ca([]), nameConstraints: {} }) > 0);
    assert.ok(malformed(ca([])) > 0);
    assert.ok(malformed({ ...ca([]), nameConstraints: { permitted: [{ base: dns("a.com"), minimum: 1 }] } }) > 0);
    assert.equal(malformed(ca([dns("example.com")], [ip(0, 0, 0, 0, 0, 0, 0, 0)])), 0);
    assert.deepEqual([malformed(ca([dns(".example.com")])), constraintsOf(ca([dns(".example.com")]))?.irregular.length], [0, 1]);
  });

  it("many names and many constraints run into the budget", () => {
    const names = Array.from({ length: 1100 }, (_, i) => dns(`n${i}.example.com`));
    const excluded = Array.from({ length: 1000 }, (_, i) => dns(`x${i}.example.org`));
    const budget = new Budget();
    assert.equal(checkNameConstraints(ca(undefined, excluded), leaf(names), budget)?.reason, "budget");
    assert.equal(budget.exhausted, "nameComparisons");
    assert.equal(checkNameConstraints(ca(undefined, excluded), leaf(names), new Budget({ ...DEFAULT_BUDGET, nameComparisons: 1_100_000 })), undefined);
  });

  it("a permitted wildcard never covers an excluded host", () => {
    const label = fc.constantFrom("a", "b", "c");
    const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => [...labels, "example", "com"].join("."));
    fc.assert(fc.property(name, name, fc.boolean(), (host, base, wildcard) => {
      const subtree = readDnsSubtree(base);
      assert.ok(typeof subtree !== "string");
      const covers = (candidate: string): boolean => candidate === base || candidate.endsWith(`.${base}`);
      if (!wildcard) {
        assert.equal(dnsNameWithin(host, subtree, "permitted"), covers(host));
        return;
      }
      const hosts = ["a", "b", "c", "zz"].map((first) => `${first}.${host}`);
      assert.equal(dnsNameWithin(`*.${host}`, subtree, "permitted"), hosts.every(covers));
      assert.equal(dnsNameWithin(`*.${host}`, subtree, "excluded"), hosts.some(covers));
    }));
  });

  it("no text makes the readers throw", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), fc.uint8Array({ maxLength: 40 }), (text, bytes) => {
      parseMailbox(text);
      uriHost(text);
      readDnsSubtree(text);
      readIpSubtree(bytes);
    }));
  });
});
