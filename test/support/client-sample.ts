// Sixty chains that clients differ about, from one server, and whether a real browser says of each what its row says.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createSecureContext, type SecureContext } from "node:tls";
import { pemText } from "../../lab/pki/pem.ts";
import { presented, readable } from "../../lab/pki/presented.ts";
import type { OpenClient, WhoIsThere } from "../../scripts/clients/ask/client.ts";
import { ChainMaker, type ServedChain } from "../../scripts/clients/generate.ts";
import { acceptedByNobody, isRight, judgeChains } from "../../scripts/clients/matrix.ts";
import { makeRoots } from "../../scripts/clients/roots.ts";
import { AnchorList } from "../../src/core/chain/anchor-set.ts";

const COUNT = 60;
/** Of them at least so many are accepted, and so many refused: less, and something else than the chains decided. */
const AT_LEAST = 10;

/** Holds what a browser says of each chain against its row. */
export async function holdSample(open: (reachable: WhoIsThere) => Promise<OpenClient>, now = Date.now()): Promise<void> {
  const roots = makeRoots(now);
  const contexts = new Map<string, SecureContext>();
  // Node serves what OpenSSL can read, and without what stands behind a certificate's end; the others are for `npm run clients`.
  const all = new ChainMaker(roots, now).each().filter((chain) => {
    const context = chain.sent.every((der) => presented(der).certificate !== undefined) ? contextOf(chain) : undefined;
    if (context) contexts.set(chain.host, context);
    return context !== undefined;
  });
  const chains = Array.from({ length: COUNT }, (_, i) => all[Math.floor(i * all.length / COUNT)]).filter((chain) => chain !== undefined);
  const server = createHttpsServer({ SNICallback: (name, done) => { done(null, contexts.get(name)); } }, (_, response) => {
    response.setHeader("Connection", "close");
    response.end("ok");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    const client = await open({ hosts: chains.map(({ host }) => host), rootPems: roots.map(({ der }) => pemText("CERTIFICATE", der)) });
    try {
      const { id, version, answers } = await client.ask({ targets: chains.map(({ host }) => ({ host, port })), rootsFile: "", folder: "" });
      const questions = chains.map((chain, i) => ({ id: chain.id, host: chain.host, sent: chain.sent.map(presented), said: { [id]: answers[i] ?? "no answer" } }));
      const judged = await judgeChains(questions, new AnchorList(readable(roots.map(({ der }) => presented(der))), "added"), now, version);
      assert.deepEqual(judged.flatMap(({ cells }) => cells.filter((cell) => !isRight(cell))), []);
      assert.deepEqual(acceptedByNobody(judged), []);
      const accepted = answers.filter((answer) => answer === "").length;
      assert.ok(accepted >= AT_LEAST && accepted <= COUNT - AT_LEAST, `${String(accepted)} are accepted`);
    } finally {
      await client.close();
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function contextOf({ sent, key }: ServedChain): SecureContext | undefined {
  try {
    return createSecureContext({ cert: sent.map((der) => pemText("CERTIFICATE", der)).join(""), key: pemText("PRIVATE KEY", key), ciphers: "DEFAULT@SECLEVEL=0" });
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}
