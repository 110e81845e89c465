// Sixty chains that clients differ about, from one server, and whether a real browser says of each what its row says.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createSecureContext, type SecureContext } from "node:tls";
import type { Browser } from "puppeteer-core";
import { pemText } from "../../lab/pki/pem.ts";
import { presented, readable } from "../../lab/pki/presented.ts";
import { visitAll } from "../../scripts/clients/ask/browsers.ts";
import { ChainMaker, type ServedChain } from "../../scripts/clients/generate.ts";
import { acceptedByNobody, isRight, judgeChains } from "../../scripts/clients/matrix.ts";
import { makeRoots } from "../../scripts/clients/roots.ts";
import { AnchorList } from "../../src/core/chain/anchor-set.ts";

const COUNT = 60;

export interface ClientSample {
  hosts: readonly string[];
  rootPems: readonly string[];
  /** Visits them all with a browser that trusts the roots and reaches the hosts, and holds each answer against the row. */
  holdAgainst(client: "firefox" | "chromium", browser: Browser): Promise<void>;
  stop(): void;
}

/** Starts the server. Node serves what OpenSSL can read; the others are for `npm run clients`. */
export async function clientSample(now = Date.now()): Promise<ClientSample> {
  const roots = makeRoots(now);
  const contexts = new Map<string, SecureContext>();
  const all = new ChainMaker(roots, now).each().filter((chain) => {
    const context = contextOf(chain);
    if (context) contexts.set(chain.host, context);
    return context !== undefined;
  });
  const step = all.length / COUNT;
  const chains = Array.from({ length: COUNT }, (_, i) => all[Math.floor(i * step)]).filter((chain) => chain !== undefined);
  const server = createHttpsServer({ SNICallback: (name, done) => { done(null, contexts.get(name)); } }, (_, response) => {
    response.setHeader("Connection", "close");
    response.end("ok");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const anchors = new AnchorList(readable(roots.map(({ der }) => presented(der))), "added");
  return {
    hosts: chains.map(({ host }) => host), rootPems: roots.map(({ der }) => pemText("CERTIFICATE", der)),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
    async holdAgainst(client, browser) {
      const answers = await visitAll(browser, chains.map(({ host }) => ({ host, port })), (error) => error instanceof Error ? error.message : String(error));
      const questions = chains.map(({ id, host, sent }, i) => ({ id, host, sent: sent.map(presented), said: { [client]: answers[i] ?? "no answer" } }));
      const judged = await judgeChains(questions, anchors, now);
      assert.deepEqual(judged.flatMap(({ cells }) => cells.filter((cell) => !isRight(cell))), []);
      assert.deepEqual(acceptedByNobody(judged), []);
      const accepted = answers.filter((answer) => answer === "").length;
      assert.ok(accepted > 10 && accepted < COUNT - 10, `${accepted} are accepted`);
    },
  };
}

function contextOf({ sent, key }: ServedChain): SecureContext | undefined {
  try {
    return createSecureContext({ cert: sent.map((der) => pemText("CERTIFICATE", der)).join(""), key: pemText("PRIVATE KEY", key), ciphers: "DEFAULT@SECLEVEL=0" });
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}
