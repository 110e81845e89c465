// All that is measured, as one table of ratios with the limits: `npm run bench`. Absolute times are for information: only
// ratios against a yardstick of the same run can be compared between machines. Fails where a limit is not kept.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { runProgram } from "../browsers/process/program.ts";
import { Session } from "../browsers/session.ts";
import { benchBundle } from "./bundle.ts";
import { benchChain, CHAIN_LIMITS } from "./chain.ts";
import { formatFigures, isNotMeasured, withinLimit } from "./figure.ts";
import type { Figure } from "./figure.ts";
import { benchExport } from "./export.ts";
import { benchFleet } from "./fleet.ts";
import { benchHistory, HISTORY_LIMITS } from "./history.ts";
import { benchMemory } from "./memory.ts";
import { benchNetLog, NETLOG_LIMITS } from "./netlog.ts";
import { benchPageLoad } from "./page-load.ts";
import { benchParser, PARSER_LIMITS } from "./parser.ts";
import { benchPopup } from "./popup.ts";
import { benchReport } from "./report.ts";
import { benchWakeUp } from "./wake-up.ts";
import { benchRules, RULES_LIMIT } from "./rules.ts";
import type { Ratio } from "./statistics.ts";
import { benchStart, START_LIMIT } from "./start.ts";
import { benchStream, STREAM_MEMORY } from "./stream.ts";
import { answerHelp } from "../scripts/support/usage.ts";

answerHelp("npm run bench\n\nMeasures parser, chains, rules, recordings, bundle, memory and, in real browsers, popup, report and pages, for some minutes; writes out/bench.json. Fails where a limit is not kept (docs/measured.md).");

async function parserFigures(): Promise<Figure[]> {
  const figures = await benchParser();
  return figures.flatMap(({ key, ours, peculiar, node, timesPeculiar, timesNode }): Figure[] => [
    { name: `parser, @peculiar/x509 / ours, ${key}`, value: timesPeculiar, unit: "ratio", limit: { least: PARSER_LIMITS.timesPeculiar }, detail: `a leaf and twenty fields: ${(peculiar / 1000).toFixed(1)} µs / ${(ours / 1000).toFixed(1)} µs` },
    { name: `parser, Node's X509Certificate / ours, ${key}`, value: timesNode, unit: "ratio", limit: { least: PARSER_LIMITS.timesNode }, detail: `${(node / 1000).toFixed(1)} µs / ${(ours / 1000).toFixed(1)} µs` },
  ]);
}

async function chainFigures(): Promise<Figure[]> {
  const figures = await benchChain();
  return figures.flatMap(({ key, perSecond, timesPkijs, timesNode, overFloor }): Figure[] => {
    const rate = (name: keyof typeof perSecond): string => `${perSecond[name].toFixed(0)}/s`;
    return [
      { name: `chain, pkijs / ours, signatures remembered, ${key}`, value: timesPkijs.remembered, unit: "ratio", limit: { least: CHAIN_LIMITS.timesPkijs }, detail: `${rate("pkijs")} / ${rate("remembered")}` },
      { name: `chain, pkijs / ours, new leaf of a known CA, ${key}`, value: timesPkijs.newLeaf, unit: "ratio", detail: `${rate("pkijs")} / ${rate("newLeaf")}` },
      { name: `chain, pkijs / ours, signatures computed, ${key}`, value: timesPkijs.computed, unit: "ratio", detail: `${rate("pkijs")} / ${rate("computed")}` },
      { name: `chain, pkijs / ours, browser vouched, ${key}`, value: timesPkijs.vouched, unit: "ratio", limit: { least: CHAIN_LIMITS.timesPkijs }, detail: `${rate("pkijs")} / ${rate("vouched")}` },
      { name: `chain, Node's checkIssued and verify / ours, computed, ${key}`, value: timesNode.computed, unit: "ratio", detail: `${rate("node")} / ${rate("computed")}` },
      { name: `chain, Node's checkIssued and verify / ours, computed by the command's verifier, ${key}`, value: timesNode.command, unit: "ratio", limit: { least: CHAIN_LIMITS.timesNode }, detail: `${rate("node")} / ${rate("command")}` },
      { name: `chain, ours, computed / Node's verify of the two signatures alone, ${key}`, value: overFloor, unit: "ratio", detail: `${rate("floor")} / ${rate("computed")}` },
    ];
  });
}

async function rulesFigures(): Promise<Figure[]> {
  const figures = await benchRules();
  return figures.flatMap(({ key, first, again }): Figure[] => ([["a chain seen for the first time", first], ["seen again", again]] as const).map(([when, times]) => ({
    name: `rules, all of them / parsing and building, ${key}, ${when}`, value: times.ratio, unit: "ratio",
    ...(times === first ? { limit: { most: RULES_LIMIT } } : {}),
    detail: `${(times.rules / 1000).toFixed(0)} µs / ${(times.building / 1000).toFixed(0)} µs`,
  })));
}

async function historyFigures(): Promise<Figure[]> {
  const { few, many, ...ratios } = await benchHistory();
  return ([["looking up a host", "recall"], ["writing 50 hosts", "write"]] as const).map(([name, of]) => ({
    name: `memory, ${name}, ${many.hosts} / ${few.hosts} hosts`, value: ratios[of], unit: "ratio", limit: { most: HISTORY_LIMITS[of] },
    detail: `${many[of].toFixed(2)} ms / ${few[of].toFixed(2)} ms; ${(many.bytes / 1e6).toFixed(0)} MB`,
  }));
}

async function netLogFigures(): Promise<Figure[]> {
  const { megabytes, speed, ours, parse, large } = await benchNetLog(true);
  return [
    { name: `NetLog, JSON.parse / ours, ${megabytes} MB`, value: speed, unit: "ratio", limit: { least: NETLOG_LIMITS.speed }, detail: `${parse.toFixed(0)} ms / ${ours.toFixed(0)} ms` },
    { name: `NetLog, memory at most, ${large.megabytes} MB`, value: large.peak, unit: "bytes", limit: { most: NETLOG_LIMITS.peak }, detail: `${large.connections} connections in ${(large.milliseconds / 1000).toFixed(1)} s` },
  ];
}

function startFigures(): Promise<Figure[]> {
  const started = benchStart();
  const starts: readonly [string, Ratio][] = [["version", started.version], ["help", started.help]];
  return Promise.resolve(starts.map(([what, { ratio, low, high, on, off }]) => ({
    name: `start, tlscope --${what} / node -e 0`, value: ratio, unit: "ratio", interval: [low, high] as const,
    ...(what === "version" && { limit: { most: START_LIMIT } }), detail: `${on.toFixed(0)} ms / ${off.toFixed(0)} ms`,
  })));
}

async function streamFigures(): Promise<Figure[]> {
  const { observations, ours, other } = await benchStream(20_000, undefined, 1, { leaves: 2_000, cas: 100, roots: 10 });
  return [
    { name: "assess --jsonl, lines with chains of their own / lines of which ten share one", value: other.wall / ours.wall, unit: "ratio", detail: `${observations} observations: ${other.processor.toFixed(1)} s / ${ours.processor.toFixed(1)} s of processors` },
    { name: "assess --jsonl, memory at most", value: ours.peak, unit: "bytes", limit: { most: STREAM_MEMORY }, detail: `${(observations / ours.wall).toFixed(0)} observations/s` },
  ];
}

await runProgram(async () => {
  const session = new Session("bench");
  await session.setUp();
  await session.setUp("chromium");
  // All parts, the command among them.
  await session.build("--event-page");

  const figures: Figure[] = [];
  /** What could not be measured, and why. */
  const left: { name: string; why: string }[] = [];
  for (const [name, bench] of [
    ["parser", parserFigures],
    ["chain", chainFigures],
    ["rules", rulesFigures],
    ["NetLog", netLogFigures],
    ["fleet", () => benchFleet()],
    ["start", startFigures],
    ["stream", streamFigures],
    ["bundle", benchBundle],
    ["memory", historyFigures],
    ["popup", () => benchPopup(session)],
    ["report", () => benchReport(session)],
    ["export", () => benchExport(session)],
    ["memory of the add-on's process", () => benchMemory(session)],
    ["waking the background", () => benchWakeUp(session)],
    ["page load", () => benchPageLoad(session)],
  ] as const) {
    console.error(`Measuring: ${name} ...`);
    try {
      figures.push(...(await bench()));
    } catch (error) {
      if (!isNotMeasured(error)) throw error;
      left.push({ name, why: error.message });
      // What it leaves running would disturb the next.
      await session.release();
      console.error(`  Not measured: ${error.message}`);
    }
  }
  await session.end();

  const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, memory: totalmem(), node: process.version, platform: process.platform };
  mkdirSync("out", { recursive: true });
  writeFileSync("out/bench.json", `${JSON.stringify({ takenAt: new Date().toISOString(), machine, figures, notMeasured: left }, null, 2)}\n`);
  console.log(formatFigures(figures));
  for (const { name, why } of left) console.log(`${name}: not measured: ${why}`);
  console.log(`\n${machine.cores} × ${machine.cpu}, Node ${machine.node}. The same is in out/bench.json.`);
  const missed = figures.filter((figure) => !withinLimit(figure));
  if (missed.length > 0) {
    console.error(`Limits not kept: ${missed.map(({ name }) => name).join("; ")}.`);
  }
  return missed.length === 0 && left.length === 0 ? 0 : 1;
});
