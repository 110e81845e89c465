// What real servers send and take, by `tlscope probe` and `--scan`, against what openssl s_client and sslscan say of them. The programs come
// from Debian's archive, unpacked into out/real-servers; those that cannot be had are skipped, and named.
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { webcrypto } from "node:crypto";
import { rmSync } from "node:fs";
import { getCiphers } from "node:tls";
import { join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { promisify } from "node:util";
import { makePassableFolder } from "../../browsers/process/passable-folder.ts";
import { probe } from "../../companion/connect/probe.ts";
import { scan, type Scan } from "../../companion/scan/scan.ts";
import { identity, issue } from "../../lab/pki/maker.ts";
import { cipherSuiteById } from "../../src/core/registry/cipher-suites.ts";
import { groupById } from "../../src/core/registry/groups.ts";
import { opensslCipherName } from "../../src/core/registry/openssl-cipher-names.ts";
import { certificatesFromPem, toPem } from "../../src/core/x509/pem.ts";
import { ProgramUnavailable, unpackedProgram, withLibraries } from "./servers/packages.ts";
import { REAL_SERVERS, startRealServer, type Entrance, type RealServer } from "./servers/programs.ts";

const run = promisify(execFile);
const HOST = "real.test";
const DAY = 86_400_000;
const folder = makePassableFolder("tlscope-real-");
const only = process.env["REAL_SERVERS"]?.split(",");
const servers = REAL_SERVERS.filter(({ name }) => only === undefined || only.includes(name));
const noOpenssl = spawnSync("openssl", ["version"], { stdio: "ignore" }).status === 0 ? false : "openssl is not installed";

let sent: Buffer[];
let certificate: string;
let key: string;
let sslscan: string | undefined;

before(async () => {
  const around = { notBefore: new Date(Date.now() - 10 * DAY).toISOString(), notAfter: new Date(Date.now() + 35 * DAY).toISOString() };
  const [root, intermediate, leaf] = [await identity("Real test root", "RSA"), await identity("Real test intermediate", "RSA"), await identity(HOST, "RSA")];
  const chain = [await issue(leaf, intermediate, { dns: [HOST], ...around }), await issue(intermediate, root, { ca: true, ...around })];
  sent = chain.map(({ der }) => Buffer.from(der));
  certificate = chain.map(({ der }) => toPem(der)).join("");
  key = toPem(new Uint8Array(await webcrypto.subtle.exportKey("pkcs8", leaf.keys.privateKey)), "PRIVATE KEY");
  try {
    sslscan = await unpackedProgram("sslscan", ["sslscan"]);
  } catch (error) {
    if (!(error instanceof ProgramUnavailable)) throw error;
  }
});

after(() => rmSync(folder, { recursive: true, force: true }));

const options = ({ startTls }: Entrance) => ({ connect: { host: "127.0.0.1" }, ...(startTls === undefined ? {} : { startTls }) });

async function shownBy({ port, openssl = "" }: Entrance): Promise<Buffer[]> {
  const args = ["s_client", "-connect", `127.0.0.1:${port}`, "-servername", HOST, "-showcerts", ...(openssl === "" ? [] : ["-starttls", openssl, "-name", HOST])];
  const asked = run("openssl", args, { timeout: 30_000 });
  asked.child.stdin?.end();
  const { stdout } = await asked.catch((error: unknown) => {
    if (error instanceof Error && "stdout" in error) return { stdout: String(error.stdout) };
    throw error;
  });
  const [chain = ""] = stdout.split("\n---\nServer certificate");
  return certificatesFromPem(chain).map((der) => Buffer.from(der));
}

/** By version, as "TLS 1.2": code points. */
interface Taken {
  suites: Map<string, Set<number>>;
  groups: Map<string, Set<number>>;
}

async function takenBy({ port, sslscan: name = "" }: Entrance, program: string): Promise<Taken> {
  const args = ["--xml=-", "--show-cipher-ids", "--no-heartbleed", `--sni-name=${HOST}`, ...(name === "" ? [] : [`--starttls-${name}`]), `127.0.0.1:${port}`];
  const { stdout } = await run(join(program, "usr/bin/sslscan"), args, { timeout: 120_000, maxBuffer: 4 * 1024 * 1024, env: withLibraries(program) });
  const read = (element: string): Map<string, Set<number>> => {
    const found = new Map<string, Set<number>>();
    for (const [tag] of stdout.matchAll(new RegExp(`<${element} [^>]*>`, "g"))) {
      const version = /sslversion="([^"]+)"/.exec(tag)?.[1]?.replace("TLSv", "TLS ").replace("SSLv3", "SSL 3.0") ?? "";
      const id = /\bid="0x([0-9a-f]+)"/i.exec(tag)?.[1];
      if (id !== undefined) found.set(version, (found.get(version) ?? new Set()).add(Number.parseInt(id, 16)));
    }
    return found;
  };
  return { suites: read("cipher"), groups: read("group") };
}

const known = new Set(getCiphers());

/** What sslscan, with the OpenSSL that it is built with, can ask for: suites that authenticate by a certificate, and groups that it lists. */
function comparable({ versions }: Scan, theirs: Taken, { wantsNamedPrimes }: RealServer): { suites: [string, string[]][]; groups: [string, string[]][] } {
  const names = (ids: Iterable<number>, name: (id: number) => string | undefined): string[] => Array.from(ids, (id) => name(id) ?? String(id)).sort();
  return {
    suites: versions.filter(({ offered }) => offered).map(({ version, suites }) => [version, names(suites.flatMap(({ id }) => {
      const suite = cipherSuiteById(id);
      const asked = suite?.keyExchange !== "DHE" || wantsNamedPrimes !== true;
      return suite !== undefined && (asked && known.has(opensslCipherName(suite).toLowerCase()) || theirs.suites.get(version)?.has(id) === true) ? [id] : [];
    }), (id) => cipherSuiteById(id)?.name)]),
    groups: versions.filter(({ version, groups }) => groups.length > 0 && theirs.groups.has(version)).map(({ version, groups }) => [version, names(groups.filter((id) => wantsNamedPrimes !== true || theirs.groups.get(version)?.has(id) === true || groupById(id)?.name.startsWith("ffdhe") !== true), (id) => groupById(id)?.name)]),
  };
}

const named = (map: Map<string, Set<number>>, name: (id: number) => string | undefined): [string, string[]][] =>
  Array.from(map, ([version, ids]): [string, string[]] => [version, Array.from(ids, (id) => name(id) ?? String(id)).sort()]).sort(([a], [b]) => a < b ? -1 : 1);

for (const server of servers) {
  describe(server.name, () => {
    let entrances: Entrance[] = [];
    let stop: (() => Promise<void>) | undefined;
    let missing: string | undefined;

    before(async () => {
      try {
        ({ entrances, stop } = await startRealServer(server, join(folder, server.name), certificate, key));
      } catch (error) {
        if (!(error instanceof ProgramUnavailable)) throw error;
        missing = error.message;
      }
    });
    after(() => stop?.());

    const skipped = (context: TestContext, reason: string | false | undefined): boolean => {
      if (reason === undefined || reason === false) return false;
      context.skip(reason);
      return true;
    };

    test("sends the chain that it was given, byte for byte, as openssl s_client -showcerts has it", async (context) => {
      if (skipped(context, missing)) return;
      for (const entrance of entrances) {
        const { observation, failure } = await probe({ host: HOST, port: entrance.port }, options(entrance));
        assert.equal(failure, undefined, JSON.stringify(entrance));
        const ours = observation.tlsInfo.sentChain?.map((der) => Buffer.from(der));
        assert.deepEqual(ours, sent, JSON.stringify(entrance));
        if (noOpenssl === false && entrance.openssl !== undefined) assert.deepEqual(ours, await shownBy(entrance), JSON.stringify(entrance));
      }
    });

    test("takes the suites and groups that sslscan finds", async (context) => {
      if (skipped(context, missing ?? (sslscan === undefined ? "sslscan cannot be had" : undefined))) return;
      const entrance = entrances.find((each) => each.sslscan !== undefined);
      if (entrance === undefined || sslscan === undefined) return context.skip("sslscan does not know how this protocol begins");
      const theirs = await takenBy(entrance, sslscan);
      const ours = await scan({ host: HOST, port: entrance.port }, options(entrance));
      assert.equal(ours.failure, undefined);
      assert.deepEqual(ours.chains.map(({ certificates }) => certificates.map((der) => Buffer.from(der))), [sent]);
      const { suites, groups } = comparable(ours, theirs, server);
      assert.deepEqual(suites, named(theirs.suites, (id) => cipherSuiteById(id)?.name));
      assert.deepEqual(groups, named(theirs.groups, (id) => groupById(id)?.name));
      assert.deepEqual(ours.versions.flatMap(({ unclear }) => unclear ?? []), []);
    });

    test("asked for TLS at once where it begins in clear, it is told how to ask", async (context) => {
      if (skipped(context, missing)) return;
      for (const entrance of entrances.filter(({ startTls }) => startTls !== undefined && startTls !== "mqtt" && startTls !== "lmtp")) {
        // Some wait for the client to begin, and are told by the port that is theirs.
        const usual = { ldap: 389, postgres: 5432, xmpp: 5222, "xmpp-server": 5269 } as Partial<Record<string, number>>;
        const port = usual[entrance.startTls ?? ""] ?? entrance.port;
        const { failure } = await probe({ host: HOST, port }, { connect: { host: "127.0.0.1", port: entrance.port }, timeout: 5000 });
        assert.match(failure?.message ?? "", new RegExp(`--starttls ${entrance.startTls ?? ""}`.replace("xmpp-server", "xmpp")), JSON.stringify(failure));
      }
    });
  });
}
