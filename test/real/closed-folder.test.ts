// squid, started as root in a folder that is closed to the user that it goes on as: npm run test:real
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { connect as connectTls } from "node:tls";
import { startFront, type Front } from "../../browsers/interceptors/front.ts";
import { ProgramMissing } from "../../browsers/interceptors/interceptor.ts";
import { SQUID } from "../../browsers/interceptors/squid.ts";
import { makePassableFolder } from "../../browsers/process/passable-folder.ts";
import { startPublicSites, type PublicSites } from "../support/public-sites.ts";

const HOST = "alpha-closed.com";
const previous = process.env["TMPDIR"];
const closed = mkdtempSync(join(tmpdir(), "tlscope-closed-"));
let sites: PublicSites;
let upstream: Front;

before(async () => {
  sites = await startPublicSites({ hosts: [HOST] });
  upstream = await startFront(Number(new URL(sites.url(HOST)).port));
  process.env["TMPDIR"] = closed;
});

after(async () => {
  if (previous === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = previous;
  await Promise.all([upstream.stop(), sites.stop()]);
  rmSync(closed, { recursive: true, force: true });
});

/** The CA that a browser would be shown behind the proxy. */
async function issuerBehind(port: number): Promise<string> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opening = connect(port, "127.0.0.1", () => opening.write(`CONNECT ${HOST}:443 HTTP/1.1\r\nHost: ${HOST}:443\r\n\r\n`));
    opening.once("data", () => resolve(opening)).once("error", reject);
  });
  return await new Promise((resolve, reject) => {
    const tls = connectTls({ socket, servername: HOST, rejectUnauthorized: false }, () => {
      const { issuer } = tls.getPeerCertificate();
      tls.destroy();
      resolve(String(issuer.CN));
    });
    tls.once("error", reject);
  });
}

test("squid reads connections all the same, and its key is not everybody's", async (context) => {
  try {
    const start = await SQUID.get();
    const open = makePassableFolder("tlscope-squid-");
    const folder = await mkdtemp(join(open, "squid"));
    const running = await start({ folder, upstreamProxy: upstream.port, originPort: 0 });
    try {
      assert.equal(await issuerBehind(running.port), "Corp Gateway CA");
      assert.deepEqual(["ca-key.pem", "ca-both.pem"].map((name) => statSync(join(folder, name)).mode & 0o077), [0, 0]);
    } finally {
      await running.stop();
      rmSync(open, { recursive: true, force: true });
    }
  } catch (error) {
    if (!(error instanceof ProgramMissing)) throw error;
    context.skip(error.message);
  }
});
