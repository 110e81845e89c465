// Runs chains through the real clients on this machine and writes docs/clients.md: what was foretold against what they said.
//   npm run clients [-- --again] [--seed N] [--count 500] [--only openssl,go,...] [--minutes 9] [--out FILE]
// Chains and answers are kept in .cache/clients: the command takes up where it ended, client by client, and stops after the minutes that
// it is given. The document is written once all clients that are here were asked. --again makes new chains, of a new seed unless one is given.
// Firefox and Chromium as the tests find them; openssl, curl, wget, python3 and Java from the path (or $JAVA, $PYTHON); Go and gnutls-cli
// from the path or $GO (the binary of an unpacked golang-1.19-go beside its golang-1.19-src) and $GNUTLS_CLI. What is not here is said.
import { randomInt } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { labCases } from "../lab/index.ts";
import { trustedRoots } from "../lab/pki/authorities.ts";
import { makePki } from "../lab/pki/index.ts";
import { pemText } from "../lab/pki/pem.ts";
import { presented, readable } from "../lab/pki/presented.ts";
import { AnchorList } from "../src/core/chain/anchor-set.ts";
import type { WholeClient } from "../src/core/chain/clients/index.ts";
import { openChromium, openFirefox } from "./clients/ask/browsers.ts";
import { NotRun, type Asked, type OpenClient, type RealClient, type ServedTarget, type WhoIsThere } from "./clients/ask/client.ts";
import { askCurl, askGnutls, askOpenssl } from "./clients/ask/commands.ts";
import { askNode } from "./clients/ask/node.ts";
import { askGo, askJava, askPython } from "./clients/ask/programs.ts";
import { askWget } from "./clients/ask/wget.ts";
import { clientsDocument, type ClientsPart } from "./clients/document.ts";
import { ChainMaker, type ServedChain } from "./clients/generate.ts";
import { KeptRun, type MadeChains } from "./clients/kept.ts";
import { isRight, judgeChains, type JudgedChain } from "./clients/matrix.ts";
import { recordedPart } from "./clients/recorded.ts";
import { makeRoots } from "./clients/roots.ts";
import { serveChains } from "./clients/serve.ts";
import { suiteShapesPart } from "./clients/suite-shapes.ts";

const { values } = parseArgs({ options: {
  again: { type: "boolean", default: false }, seed: { type: "string" }, count: { type: "string", default: "500" }, only: { type: "string" }, minutes: { type: "string", default: "9" }, out: { type: "string", default: "docs/clients.md" },
} });
/** Chains that a client is asked about before its answers are kept; more where each time starts a program. */
const atOnce = (id: WholeClient["id"]): number => id === "go" || id === "java" || id === "python" ? 400 : 50;
const until = Date.now() + Number(values.minutes) * 60_000;

const asEver = (ask: (asked: Asked) => Promise<RealClient>) => (): Promise<OpenClient> => Promise.resolve({ ask, close: () => Promise.resolve() });

const CLIENTS: Readonly<Record<WholeClient["id"], (reachable: WhoIsThere) => Promise<OpenClient>>> = {
  firefox: openFirefox, chromium: openChromium,
  openssl: asEver(askOpenssl), gnutls: asEver((asked) => askGnutls(asked)), go: asEver(askGo), java: asEver(askJava), curl: asEver(askCurl), python: asEver(askPython), node: asEver(askNode), wget: asEver(askWget),
};
const IDS = Object.keys(CLIENTS) as WholeClient["id"][];

async function makeChains(seed: number, drawn: boolean, now: number): Promise<MadeChains> {
  const roots = makeRoots(now);
  const maker = new ChainMaker(roots, now);
  const ders = roots.map(({ der }) => der);
  const lab = await makePki({ cases: labCases, now, caIssuersOrigin: "http://127.0.0.1:9" });
  const labChains = labCases.flatMap(({ host, chain, certificate }): ServedChain[] => certificate === undefined || chain.length === 0 ? [] : [{ id: host, host, sent: chain.map((each) => lab.certificate(host, each)), key: lab.key(host).pkcs8 }]);
  const suite = suiteShapesPart(now);
  return { now, seed, drawn, parts: [
    // What sends least comes first: a browser remembers the intermediates of other hosts.
    { title: "Chains of the lab", lead: "The certificates of each of the lab's hosts, from a server that speaks TLS as usual.", chains: labChains.toSorted((a, b) => a.sent.length - b.sent.length), roots: trustedRoots.map((name) => lab.authority(name)) },
    { title: "One thing at a time", lead: "Each difference by itself, each odd root, and paths of several lengths.", chains: maker.each(), roots: ders },
    ...suite ? [suite] : [],
    { title: "Generated chains", lead: `${values.count} chains, each with one to three differences.`, chains: maker.mixed(Number(values.count), seed), roots: ders },
    { title: "Below roots that Firefox came with", lead: "One thing at a time again, where Firefox takes the roots for those of its own list.", chains: maker.each(), roots: ders, builtIn: true },
  ] };
}

/** How many chains a client is to be asked about. */
function wantedOf(id: WholeClient["id"], { parts }: MadeChains): number {
  return parts.filter(({ builtIn }) => builtIn === undefined || id === "firefox").reduce((sum, { chains }) => sum + chains.length, 0);
}

/** Asks a client what it has not yet been asked. Says whether that is all. */
async function askOne(id: WholeClient["id"], run: KeptRun, made: MadeChains, targets: readonly ServedTarget[], pems: readonly (readonly string[])[]): Promise<boolean> {
  return await askParts(id, run, made, targets, pems, false) && await askParts(id, run, made, targets, pems, true);
}

/** `builtIn`: which of the parts. */
async function askParts(id: WholeClient["id"], run: KeptRun, made: MadeChains, targets: readonly ServedTarget[], pems: readonly (readonly string[])[], builtIn: boolean): Promise<boolean> {
  let { answers } = run.answersOf(id);
  const isMeant = (part: number): boolean => (made.parts[part]?.builtIn === true) === builtIn;
  const last = builtIn ? wantedOf(id, made) : wantedOf("openssl", made);
  if (answers.length >= last) return true;
  const roots = [...new Set(pems.filter((_, part) => isMeant(part)).flat())];
  const client = await CLIENTS[id]({ hosts: targets.map(({ host }) => host), ...builtIn ? { rootPems: [], builtInPems: roots } : { rootPems: roots } });
  try {
    for (let start = 0, part = 0; part < made.parts.length; start += made.parts[part]?.chains.length ?? 0, part++) {
      const end = Math.min(last, start + (made.parts[part]?.chains.length ?? 0));
      while (isMeant(part) && answers.length < end) {
        if (Date.now() > until) return false;
        const asked = await client.ask({ targets: targets.slice(Math.max(start, answers.length), Math.min(end, answers.length + atOnce(id))), rootsFile: join(run.folder, `roots-${String(part)}.pem`), folder: run.folder });
        answers = [...answers, ...asked.answers];
        run.keepAnswers(id, { version: asked.version, answers });
        console.log(`${id} (${asked.version}): ${String(answers.length)} of ${String(targets.length)}`);
      }
    }
  } finally {
    await client.close();
  }
  return true;
}

async function judge(run: KeptRun, { now, parts }: MadeChains, notRun: readonly string[]): Promise<ClientsPart[]> {
  const kept = IDS.map((id) => ({ id, ...run.answersOf(id) })).filter(({ answers }) => answers.length > 0);
  let start = 0;
  const judged: ClientsPart[] = [];
  for (const { title, lead, roots, chains, builtIn = false } of parts) {
    const questions = chains.map(({ id, host, sent, expected }, i) => ({
      id, host, sent: sent.map(presented), ...expected === undefined ? {} : { expected }, said: Object.fromEntries(kept.flatMap((client) => { const said = client.answers[start + i]; return said === undefined ? [] : [[client.id, said]]; })),
    }));
    const asked = kept.filter(({ answers }) => answers.length > start);
    if (asked.length > 0) judged.push({ title, lead, clients: asked, notRun, chains: await judgeChains(questions, new AnchorList(readable(roots.map(presented)), builtIn ? "browser" : "added", () => builtIn), now, run.answersOf("firefox").version) });
    start += chains.length;
  }
  return judged;
}

function sayWrong(chains: readonly JudgedChain[]): void {
  for (const each of chains.flatMap(({ cells }) => cells.filter((cell) => !isRight(cell)))) console.log(`${each.client} | ${each.chain} | ${each.said || "accepts"} | ${each.foretold} ${each.reasons.join("; ")}`);
}

const run = new KeptRun(resolve(".cache", "clients"));
if (values.again) run.forget();
const keptChains = run.chains();
const made = keptChains ?? await makeChains(values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed), values.seed === undefined, Date.now());
if (!keptChains) run.keepChains(made);
console.log(`Chains of seed ${String(made.seed)}, made at ${new Date(made.now).toISOString()}.`);
const all = made.parts.flatMap(({ chains }) => chains);
const pems = made.parts.map(({ roots }) => roots.map((der) => pemText("CERTIFICATE", der)));
for (const [i, of] of pems.entries()) await writeFile(join(run.folder, `roots-${String(i)}.pem`), of.join(""));
const asked = values.only?.split(",") ?? IDS;
const notRun: string[] = [];
let whole = true;
if (IDS.some((id) => asked.includes(id) && run.answersOf(id).answers.length < wantedOf(id, made))) {
  const served = await serveChains(all, run.folder);
  try {
    for (const id of IDS.filter((each) => asked.includes(each))) {
      try {
        whole = await askOne(id, run, made, served.targets, pems) && whole;
      } catch (error) {
        if (!(error instanceof NotRun)) throw error;
        notRun.push(`${id}: ${error.message}`);
      }
    }
  } finally {
    served.stop();
  }
}
const recorded = await recordedPart();
const parts = [...recorded ? [recorded] : [], ...await judge(run, made, notRun)];
for (const part of parts) sayWrong(part.chains);
whole &&= IDS.every((id) => run.answersOf(id).answers.length >= wantedOf(id, made) || notRun.some((why) => why.startsWith(`${id}:`)));
const out = whole ? values.out : join(run.folder, "clients.md");
await writeFile(out, clientsDocument(parts, { date: new Date(made.now).toISOString().slice(0, 10), seed: made.seed, drawn: made.drawn }));
console.log(whole ? `${out} is written.` : `Not all were asked: run it again. What is known so far stands in ${out}.`);
