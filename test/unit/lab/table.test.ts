import assert from "node:assert/strict";
import { test } from "node:test";
import type { Expectation, LabCase } from "../../../lab/case.ts";
import { cases } from "../../../lab/cases/index.ts";
import { authorityCertificates } from "../../../lab/pki/authorities.ts";
import { opensslCiphers, opensslGroups } from "../../../lab/servers/openssl.ts";

const expectations = cases.flatMap((labCase) => [labCase.expect, labCase.relaxed].filter((each) => each !== undefined).map((expect) => ({ labCase, expect })));

test("every host is one case, a lower-case name in A-labels under .test", () => {
  assert.equal(new Set(cases.map(({ host }) => host)).size, cases.length);
  for (const { host } of cases) assert.match(host, /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+test$/);
});

test("the table is data: it survives JSON", () => {
  assert.deepEqual(JSON.parse(JSON.stringify(cases)), cases);
});

test("pages, redirects and expectations name hosts that the lab has", () => {
  const hosts = new Set(cases.map(({ host }) => host));
  for (const { labCase, expect } of expectations) {
    for (const name of [...namedHosts(labCase), ...(expect.otherHosts ?? []), expect.finalHost, labCase.after]) {
      assert.ok(name === undefined || hosts.has(name), `${labCase.host} names ${String(name)}`);
    }
  }
});

function namedHosts({ page }: LabCase): readonly string[] {
  switch (page.kind) {
    case "images": return [...page.hosts, ...(page.plain ?? [])];
    case "frames":
    case "websockets": return page.hosts;
    case "workers": return [page.dedicated, page.shared, page.service];
    case "redirect": return [page.to];
    case "simple":
    case "front": return [];
  }
}

test("servers ask for suites and groups that have an OpenSSL name", () => {
  for (const { server } of cases) {
    if (server.kind !== "tls") continue;
    assert.doesNotThrow(() => [opensslCiphers(server.cipherSuites), opensslGroups(server.groups)]);
  }
});

test("a chain begins with the leaf, and each sent certificate has its role", () => {
  for (const { labCase: { host, chain, certificate }, expect } of expectations) {
    if (certificate === undefined) assert.deepEqual(chain, [], host);
    else assert.equal(chain[0], "leaf", host);
    for (const reference of chain) assert.ok(reference === "leaf" || reference in authorityCertificates, `${host}: ${reference}`);
    if (expect.roles !== undefined && expect.finalHost === undefined) assert.equal(expect.roles.length, chain.length, host);
  }
});

test("of what fails it is known how it fails in Chromium, or that it loads there", () => {
  for (const { host, expect, chromium } of cases) {
    if (expect.outcome === "fails") assert.notEqual(chromium, undefined, host);
    if (chromium?.outcome === "fails") assert.match(chromium.errorName, /^ERR_[A-Z0-9_]+$/, host);
  }
});

test("scores are the arithmetic of the rating guide over the categories", () => {
  for (const { labCase: { host }, expect: { categories, score } } of expectations) {
    if (categories === undefined) {
      assert.equal(score, undefined, host);
      continue;
    }
    assert.equal((30 * categories.protocol + 30 * categories.keyExchange + 40 * categories.cipher) / 100, score, host);
  }
});

test("what loads over TLS says all of version, suite, categories, score and grade; what fails names its error alone", () => {
  for (const { labCase: { host }, expect } of expectations) {
    const told: (keyof Expectation)[] = ["tlsVersion", "cipherSuite", "categories", "score", "grade"];
    if (expect.outcome === "loads") for (const field of told) assert.notEqual(expect[field], undefined, `${host}: ${field}`);
    if (expect.outcome === "fails") assert.deepEqual(Object.keys(expect), ["outcome", "errorName"], host);
  }
});
