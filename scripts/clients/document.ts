import type { RealClient } from "./ask/client.ts";
import { explanationOf } from "./explanations.ts";
import { acceptedByNobody, differingFromSuite, isRight, scoresOf, type Cell, type JudgedChain, type Score } from "./matrix.ts";

export interface ClientsPart {
  title: string;
  lead: string;
  chains: readonly JudgedChain[];
  clients: readonly Pick<RealClient, "id" | "version">[];
  notRun: readonly string[];
}

const cell = (text: string): string => text.replace(/[|\r\n]+/g, " ").replace(/[<>]/g, (sign) => `\\${sign}`).slice(0, 160);
const percent = (part: number, whole: number): string => whole === 0 ? "–" : `${(Math.floor(part / whole * 1000) / 10).toFixed(1)} %`;

/** The document that holds what was foretold against what the clients said. */
export function clientsDocument(parts: readonly ClientsPart[], { date, seed, drawn }: { date: string; seed: number; drawn: boolean }): string {
  return `# What clients say of chains

Written by \`npm run clients\` on ${date}; generated chains of seed ${String(seed)}${drawn ? ", drawn when the run began" : ""}. Do not edit. What the rows are made of stands in [chains.md](chains.md).
A cell is one client's answer to one chain: right where the row that \`tlscope assess --client all\` gives says the same.
A chain is disputed where the clients that were asked differ.

## All together

${scoreTable(scoresOf(parts.flatMap(({ chains }) => chains)), (id) => [...new Set(parts.flatMap(({ clients }) => clients.filter((each) => each.id === id).map(({ version }) => version)))].join("; "))}

${parts.map(partText).join("\n")}`;
}

function partText({ title, lead, chains, clients, notRun }: ClientsPart): string {
  const scores = scoresOf(chains);
  const wrong = chains.flatMap(({ cells }) => cells.filter((each) => !isRight(each)));
  const nobody = acceptedByNobody(chains);
  const differing = differingFromSuite(chains);
  const alone = differing.filter(({ shared }) => !shared);
  return `## ${title}
${lead}

${scoreTable(scores, (id) => clients.find((each) => each.id === id)?.version ?? "")}

${notRun.map((why) => `Not run: ${cell(why)}.\n\n`).join("")}${clients.every(({ id }) => id !== "firefox" && id !== "chromium") ? "" : nobody.length === 0 ? "No row of Firefox or Chromium, and no default verdict, accepts what both browsers refuse." : `Accepted in a row of a browser or by default although both browsers refuse: ${nobody.map(({ id }) => cell(id)).join("; ")}.`}

${differing.length === 0 ? "" : `The suites say otherwise of ${String(differing.length)} chains than the default verdict; ${alone.length === 0 ? "of each a browser here says the same as the verdict" : `no browser here says the same as the verdict of ${alone.map(({ id }) => cell(id)).join("; ")}`}.\n\n`}${wrong.length === 0 ? "No cell is wrong.\n" : `Cells that are wrong:

| chain | client | it said | the row | why |
|---|---|---|---|---|
${wrong.map(wrongLine).join("\n")}
`}`;
}

function wrongLine(each: Cell): string {
  return `| ${cell(each.chain)} | ${each.client} | ${each.said === "" ? "accepts" : cell(each.said)} | ${each.foretold}${each.reasons.length === 0 ? "" : `: ${cell(each.reasons.join("; "))}`} | ${explanationOf(each)} |`;
}

function scoreTable(scores: readonly Score[], versionOf: (client: Score["client"]) => string): string {
  return `| client | version | cells | right | | disputed | right | |
|---|---|---|---|---|---|---|---|
${scores.map(({ client, cells, right, disputed, disputedRight }) =>
    `| ${client} | ${cell(versionOf(client))} | ${cells} | ${right} | ${percent(right, cells)} | ${disputed} | ${disputedRight} | ${percent(disputedRight, disputed)} |`).join("\n")}`;
}
