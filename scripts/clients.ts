// Runs chains through the real clients on this machine and writes docs/clients.md: what was foretold against what they said.
//   npm run clients [-- --seed N] [--count 500] [--only openssl,go,...] [--out FILE]
// Firefox and Chromium as the tests find them; openssl, curl, python3 and Java from the path (or $JAVA, $PYTHON); Go and gnutls-cli from
// the path or $GO (the binary of an unpacked golang-1.19-go beside its golang-1.19-src) and $GNUTLS_CLI. What is not here is said.
import { randomInt } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { labCases } from "../lab/index.ts";
import { trustedRoots } from "../lab/pki/authorities.ts";
import { makePki } from "../lab/pki/index.ts";
import { pemText } from "../lab/pki/pem.ts";
import { presented, readable } from "../lab/pki/presented.ts";
import { AnchorList } from "../src/core/chain/anchor-set.ts";
import { askChromium, askFirefox } from "./clients/ask/browsers.ts";
import { NotRun, type Asked, type RealClient } from "./clients/ask/client.ts";
import { askCurl, askGnutls, askOpenssl } from "./clients/ask/commands.ts";
import { askNode } from "./clients/ask/node.ts";
import { askGo, askJava, askPython } from "./clients/ask/programs.ts";
import { clientsDocument, type ClientsPart } from "./clients/document.ts";
import { ChainMaker, type ServedChain } from "./clients/generate.ts";
import { judgeChains } from "./clients/matrix.ts";
import { recordedPart } from "./clients/recorded.ts";
import { makeRoots } from "./clients/roots.ts";
import { serveChains } from "./clients/serve.ts";

const { values } = parseArgs({ options: { seed: { type: "string" }, count: { type: "string", default: "500" }, only: { type: "string" }, out: { type: "string", default: "docs/clients.md" } } });
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const now = Date.now();
const folder = await mkdtemp(join(tmpdir(), "tlscope-clients-"));

/** Those that are started; a name that --only does not have is left out. */
const CLIENTS: Readonly<Record<string, (asked: Asked, pems: readonly string[]) => Promise<RealClient>>> = {
  openssl: (asked) => askOpenssl(asked), gnutls: (asked) => askGnutls(asked), go: askGo, java: askJava, curl: askCurl, python: askPython, node: askNode,
  firefox: ({ targets }, pems) => askFirefox(targets, pems), chromium: ({ targets }, pems) => askChromium(targets, pems),
};

async function partOf(title: string, lead: string, chains: readonly ServedChain[], roots: readonly Uint8Array[]): Promise<ClientsPart> {
  const pems = roots.map((der) => pemText("CERTIFICATE", der));
  const rootsFile = join(folder, `${title.replace(/\W+/g, "-")}.pem`);
  await writeFile(rootsFile, pems.join(""));
  const served = await serveChains(chains, folder);
  const clients: RealClient[] = [];
  const notRun: string[] = [];
  try {
    for (const [id, ask] of Object.entries(CLIENTS)) {
      if (values.only !== undefined && !values.only.split(",").includes(id)) continue;
      try {
        const client = await ask({ targets: served.targets, rootsFile, folder }, pems);
        clients.push(client);
        console.log(`${title}: ${id} (${client.version}) accepts ${String(client.answers.filter((answer) => answer === "").length)} of ${String(chains.length)}.`);
      } catch (error) {
        if (!(error instanceof NotRun)) throw error;
        notRun.push(`${id}: ${error.message}`);
      }
    }
  } finally {
    served.stop();
  }
  const questions = chains.map(({ id, host, sent }, i) => ({
    id, host, sent: sent.map(presented), said: Object.fromEntries(clients.map((client) => [client.id, client.answers[i] ?? "no answer"])),
  }));
  return { title, lead, chains: await judgeChains(questions, new AnchorList(readable(roots.map(presented)), "added"), now), clients, notRun };
}

try {
  const roots = makeRoots(now);
  const maker = new ChainMaker(roots, now);
  const rootDers = roots.map(({ der }) => der);
  const lab = await makePki({ cases: labCases, now, caIssuersOrigin: "http://127.0.0.1:9" });
  const labChains = labCases.flatMap(({ host, chain, certificate }): ServedChain[] => certificate === undefined || chain.length === 0 ? [] : [{ id: host, host, sent: chain.map((each) => lab.certificate(host, each)), key: lab.key(host).pkcs8 }]);
  const parts = [
    await recordedPart(),
    await partOf("Chains of the lab", "The certificates of each of the lab's hosts, from a server that speaks TLS as usual.", labChains, trustedRoots.map((name) => lab.authority(name))),
    await partOf("One thing at a time", "Each difference by itself, each odd root, and paths of several lengths.", maker.each(), rootDers),
    await partOf("Generated chains", `${values.count} chains, each with one to three differences.`, maker.mixed(Number(values.count), seed), rootDers),
  ].filter((part) => part !== undefined);
  await writeFile(values.out, clientsDocument(parts, { date: new Date(now).toISOString().slice(0, 10), seed }));
  console.log(`${values.out} is written.`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
