import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isDnsName, isWildcardDnsName } from "../../../../src/core/chain/dns-name.ts";
import { formatIpAddress, parseIpAddress } from "../../../../src/core/chain/ip-address.ts";
import { matchesDnsName, matchesName, parseServerName } from "../../../../src/core/chain/server-name.ts";
import { isPublicSuffix } from "../../../../src/core/registry/public-suffixes.ts";

describe("IP addresses", () => {
  it("RFC 5952's examples, there and back", () => {
    for (const text of ["192.0.2.1", "0.0.0.0", "255.255.255.255", "::", "::1", "2001:db8::1", "2001:db8::2:1", "2001:db8:0:1:1:1:1:1", "2001:db8::1:0:0:1", "1::", "fe80::1:2:3:4"]) {
      const bytes = parseIpAddress(text);
      assert.ok(bytes, text);
      assert.equal(formatIpAddress(bytes), text);
    }
    assert.equal(formatIpAddress(parseIpAddress("2001:DB8:0:0:1:0:0:1") ?? assert.fail()), "2001:db8::1:0:0:1");
    assert.deepEqual(parseIpAddress("::ffff:192.0.2.1")?.subarray(12), Uint8Array.of(192, 0, 2, 1));
  });

  it("what is none", () => {
    for (const text of ["", "1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.256", "1.2.3.4.", "0x1.2.3.4", "1.2.3.-4", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
      "1::2::3", "12345::", "::1%eth0", "[::1]", "1:2:3:4:5:6:7:8::", "::1.2.3", "1.2.3.4::", "g::", " ::1", "example.com"]) {
      assert.equal(parseIpAddress(text), undefined, text);
    }
  });

  it("every address is read as it is written", () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ minLength: 16, maxLength: 16 })), (bytes) => {
      assert.deepEqual(parseIpAddress(formatIpAddress(bytes)), bytes);
    }));
    // The platform's own reader of IPv6.
    fc.assert(fc.property(fc.ipV6(), (text) => {
      const bytes = parseIpAddress(text);
      assert.ok(bytes, text);
      const host = new URL(`http://[${text}]/`).hostname;
      assert.equal(`[${formatIpAddress(bytes)}]`, host);
    }));
  });
});

describe("DNS names", () => {
  it("letters, digits, hyphens and underscores in labels", () => {
    for (const name of ["a", "localhost", "example.com", "xn--n3h.com", "_dmarc.example.com", "a-b.c", "1.com", "-a.b", "a-.b", `${"a".repeat(63)}.com`]) assert.ok(isDnsName(name), name);
    for (const name of ["", ".", "a.", ".a", "a..b", "a b", "é.com", "*.com", "1.2.3.4", "a.1", `${"a".repeat(64)}.com`, Array<string>(128).fill("a").join(".")]) {
      assert.ok(!isDnsName(name), name);
    }
    assert.ok(isWildcardDnsName("*.example.com"));
    for (const name of ["*", "*.", "*.com", "**.a.com", "a*.b.com", "*a.b.com", "*.*.com", "a.*.com"]) assert.ok(!isWildcardDnsName(name), name);
  });

  const MATCHES: [presented: string, host: string, matches: boolean][] = [
    ["example.com", "example.com", true], ["EXAMPLE.com", "example.COM", true], ["example.com", "example.com.", true],
    ["example.com", "www.example.com", false], ["www.example.com", "example.com", false],
    ["*.example.com", "www.example.com", true], ["*.example.com", "example.com", false], ["*.example.com", "a.b.example.com", false],
    ["*.example.com", "xn--n3h.example.com", true], ["w*.example.com", "www.example.com", false], ["*", "localhost", false], ["*.com", "example.com", false],
    ["xn--mnchen-3ya.de", "münchen.de", true], ["münchen.de", "münchen.de", false],
    ["192.0.2.1", "192.0.2.1", false], ["_a.example.com", "_a.example.com", true], ["example.com.", "example.com", false],
  ];
  for (const [presented, host, matches] of MATCHES) {
    it(`${presented} ${matches ? "stands" : "does not stand"} for ${host}`, () => {
      const server = parseServerName(host);
      assert.ok(server);
      assert.equal(matchesName({ type: "dns", value: presented, bytes: new Uint8Array() }, server), matches);
    });
  }

  it("an address is matched by its bytes alone", () => {
    const server = parseServerName("192.0.2.1") ?? assert.fail();
    assert.ok(matchesName({ type: "ip", bytes: Uint8Array.of(192, 0, 2, 1) }, server));
    assert.ok(!matchesName({ type: "ip", bytes: Uint8Array.of(192, 0, 2, 2) }, server));
    assert.ok(!matchesName({ type: "ip", bytes: Uint8Array.of(192, 0, 2, 1, 255, 255, 255, 255) }, server));
    assert.deepEqual(parseServerName("[::1]"), { type: "ip", bytes: parseIpAddress("::1") });
  });

  it("no text makes a server name of what is none", () => {
    for (const host of ["", " ", "a b", "a/b", "a:443", "user@a", "http://a", "%61", "*.a", "1.2.3.999", "\u0000"]) assert.equal(parseServerName(host), undefined, host);
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
      const server = parseServerName(text);
      if (server?.type === "dns") assert.ok(isDnsName(server.name));
    }));
  });

  it("a name stands for itself, and a wildcard for each name with one label more", () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);
    fc.assert(fc.property(label, fc.array(label, { minLength: 1, maxLength: 3 }), (first, rest) => {
      const domain = [...rest, "example"].join(".");
      assert.ok(matchesDnsName(`${first}.${domain}`, `${first}.${domain}`));
      assert.ok(matchesDnsName(`*.${domain}`, `${first}.${domain}`));
      assert.ok(!matchesDnsName(`*.${domain}`, domain));
      assert.ok(!matchesDnsName(`*.${domain}`, `${first}.${first}.${domain}`));
    }));
  });
});

describe("public suffixes", () => {
  it("rules, wildcards and exceptions", () => {
    for (const domain of ["com", "co.uk", "x.kawasaki.jp", "anything.ck"]) assert.ok(isPublicSuffix(domain), domain);
    for (const domain of ["example.com", "example.co.uk", "city.kawasaki.jp", "www.ck", "x.y.kawasaki.jp", "s3.amazonaws.com"]) assert.ok(!isPublicSuffix(domain), domain);
  });
});
