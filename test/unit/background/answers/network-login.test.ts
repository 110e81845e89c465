// A network that wants a login, told by what it answered.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { networkLogin } from "../../../../src/background/answers/network-login.ts";
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
const reached = (host: string, minutesAgo: number): StoredConnection => {
  const { error, ...rest } = failed(host, { minutesAgo });
  assert.ok(error);
  return { ...rest, tls: { chainValid: true } };
};
const look = (main: StoredConnection, ...others: StoredConnection[]): Promise<number | undefined> => networkLogin(main, [main, ...others], {
  siteOf, isWrongName: ({ error }) => Promise.resolve(error?.code === "certificate-name-mismatch"),
});

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
});
