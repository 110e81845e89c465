// A network that wants a login, told by what it answered.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { networkLogin, type LoginTools } from "../../../../src/background/answers/network-login.ts";
import type { Led } from "../../../../src/background/pages/led.ts";
import type { StoredConnection } from "../../../../src/background/pages/connection.ts";

const NOW = 1_764_500_000_000;
const MINUTE = 60_000;
const siteOf = (host: string): string => host.split(".").slice(-2).join(".");

interface Failed {
  leaf?: string;
  code?: string;
  minutesAgo?: number;
}

const failed = (host: string, { leaf, code = "certificate-name-mismatch", minutesAgo = 0 }: Failed = {}): StoredConnection => ({
  scheme: "https:", host, port: 443, requests: 1, types: {}, firstSeen: NOW - minutesAgo * MINUTE, lastSeen: NOW - minutesAgo * MINUTE, main: true,
  tls: leaf === undefined ? {} : { sentChain: [leaf] }, error: { code, message: "" },
});
const led = (from: string, to: string, minutesAgo = 1): Led => ({ from, to, time: NOW - minutesAgo * MINUTE });
const reached = (host: string, minutesAgo: number): StoredConnection => {
  const { error, ...rest } = failed(host, { minutesAgo });
  assert.ok(error);
  return { ...rest, tls: { chainValid: true } };
};
const tools = (led: readonly Led[], certificateFor?: string): LoginTools => ({
  siteOf, isWrongName: ({ error }) => Promise.resolve(error?.code === "certificate-name-mismatch"), led,
  isFor: (_sha256, host) => host === certificateFor,
});
const look = async (main: StoredConnection, ...others: StoredConnection[]): Promise<number | undefined> => (await networkLogin(main, [main, ...others], tools([])))?.sites;

describe("a network that wants a login", () => {
  test("answers for several sites with a certificate for another name", async () => {
    assert.equal(await look(failed("alpha.com"), failed("beta.net", { minutesAgo: 3 })), 2);
    assert.equal(await look(failed("alpha.com", { leaf: "a" }), failed("beta.net", { leaf: "a" }), failed("gamma.org")), 3);
  });

  test("is none for one site, however many of its hosts failed", async () => {
    assert.equal(await look(failed("alpha.com")), undefined);
    assert.equal(await look(failed("www.alpha.com"), failed("cdn.alpha.com")), undefined);
  });

  test("shows one certificate: where they are known to differ they are two mistakes", async () => {
    assert.equal(await look(failed("alpha.com", { leaf: "a" }), failed("beta.net", { leaf: "b" })), undefined);
  });

  test("is told by wrong names alone, lately, and not of a site that has answered as itself since", async () => {
    assert.equal(await look(failed("alpha.com", { code: "certificate-untrusted" }), failed("beta.net")), undefined);
    assert.equal(await look(failed("alpha.com"), failed("beta.net", { code: "certificate-expired" })), undefined);
    assert.equal(await look(failed("alpha.com"), failed("beta.net", { minutesAgo: 16 })), undefined);
    assert.equal(await look(failed("alpha.com", { minutesAgo: 2 }), failed("beta.net", { minutesAgo: 3 }), reached("beta.net", 1)), undefined);
    assert.equal(await look(failed("alpha.com", { minutesAgo: 2 }), failed("beta.net", { minutesAgo: 3 }), reached("beta.net", 5)), 2);
  });

  describe("leads pages without TLS to its own", () => {
    const portal = "login.hotel.net";
    const lookLed = async (pages: readonly Led[], certificateFor?: string, ...others: StoredConnection[]): Promise<string | undefined> => {
      const main = failed("alpha.com", certificateFor === undefined ? {} : { leaf: "a" });
      return (await networkLogin(main, [main, ...others], tools(pages, certificateFor)))?.page;
    };

    test("which is what the certificate is for", async () => {
      assert.equal(await lookLed([led("beta.org", portal)], portal), portal);
      assert.equal(await lookLed([led("beta.org", "elsewhere.com"), led("gamma.org", "elsewhere.com")], portal), undefined);
    });

    test("for two sites, where nobody tells the certificate", async () => {
      assert.equal(await lookLed([led("beta.org", portal)]), undefined);
      assert.equal(await lookLed([led("beta.org", portal), led("www.beta.org", portal)]), undefined);
      assert.equal(await lookLed([led("beta.org", portal), led("gamma.org", "another.net")]), undefined);
      assert.equal(await lookLed([led("beta.org", portal), led("gamma.org", portal)]), portal);
    });

    test("lately", async () => {
      assert.equal(await lookLed([led("beta.org", portal, 16)], portal), undefined);
    });

    test("and not as sites do: to their own hosts, or while others answer as themselves", async () => {
      assert.equal(await lookLed([led("login.org", "www.login.org")], "www.login.org"), undefined);
      assert.equal(await lookLed([led("alpha.com", portal)], portal), undefined);
      assert.equal(await lookLed([led("beta.org", "www.alpha.com")], "www.alpha.com"), undefined);
      const page = (host: string, minutesAgo: number): StoredConnection => ({ ...reached(host, minutesAgo), types: { main_frame: 1 } });
      assert.equal(await lookLed([led("beta.org", portal)], portal, page("gamma.org", 0.5)), undefined);
      assert.equal(await lookLed([led("beta.org", portal)], portal, page(portal, 0.5), page("gamma.org", 2), reached("fonts.example.net", 0.5)), portal);
    });
  });
});
