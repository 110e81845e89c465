// What openssl's s_client is sent by each server of the lab, against what a probe of ours is sent: the same certificates in
// the same order. openssl is looked for, not installed: where there is none the test says so and is skipped.
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { canOffer } from "../../companion/connect/offer.ts";
import { probe } from "../../companion/connect/probe.ts";
import { labCases } from "../../lab/index.ts";
import { sharedLab } from "../../scripts/testing/shared-lab.ts";
import { certificatesFromPem, PemError } from "../../src/core/x509/pem.ts";
import type { Lab } from "../../lab/lab.ts";

const found = spawnSync("openssl", ["version"], { stdio: "ignore" }).status === 0;
const run = promisify(execFile);
/** Whether this openssl can offer the group; post-quantum ones came with OpenSSL 3.5. Where nobody listens it says so only then. */
function opensslOffers(group: string): boolean {
  return spawnSync("openssl", ["s_client", "-groups", group, "-connect", "127.0.0.1:1"], { encoding: "utf8" }).stderr.includes("connect:");
}

/** Of a table of twenty that are the same, one. */
const hosts = labCases.filter(({ host, server }) => server.kind === "tls" && !/^bench-(?!1\.)\d/.test(host));

let lab: Lab;
before(async () => {
  if (found) lab = await sharedLab();
});
after(async () => {
  if (found) await lab.stop();
});

/** Base64 DER in the order of s_client's output; empty where it shows none. */
async function shown(host: string, port: number): Promise<string[]> {
  const args = ["s_client", "-connect", `127.0.0.1:${port}`, "-servername", host, "-showcerts", "-min_protocol", "TLSv1", "-cipher", "ALL:@SECLEVEL=0"];
  const asked = run("openssl", args, { timeout: 30_000, maxBuffer: 4 * 1024 * 1024 });
  asked.child.stdin?.end();
  // Its status says what it thinks of the chain, which does not matter here.
  const { stdout } = await asked.catch((error: unknown) => {
    if (error instanceof Error && "stdout" in error) return { stdout: String(error.stdout) };
    throw error;
  });
  // Behind "Server certificate" the first stands once more.
  const [chain = ""] = stdout.split("\n---\nServer certificate");
  try {
    return certificatesFromPem(chain).map((der) => Buffer.from(der).toString("base64"));
  } catch (error) {
    if (error instanceof PemError) return [];
    throw error;
  }
}

describe("the certificates that openssl s_client -showcerts is sent", { skip: found ? false : "openssl is not installed" }, () => {
  for (const { host, server } of hosts) {
    test(host, async (context) => {
      const reason = lab.cases.find((each) => each.host === host)?.unavailable;
      const [group] = server.kind === "tls" ? server.groups : [];
      if (reason !== undefined || (group !== undefined && !(canOffer(group) && opensslOffers(group)))) {
        context.skip(reason ?? `${group ?? ""} is not known here`);
        return;
      }
      const port = Number(new URL(lab.url(host)).port);
      const { observation: { tlsInfo: { sentChain } } } = await probe({ host, port }, { connect: { host: "127.0.0.1" } });
      const theirs = await shown(host, port);
      assert.ok(theirs.length > 0, "s_client was sent certificates");
      assert.deepEqual(sentChain?.map((der) => Buffer.from(der).toString("base64")), theirs);
    });
  }
});
