/** Real programs in the middle, between a real browser and sites as public ones are: what must be said of each, whichever the browser. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { startFront, type Front } from "../../browsers/interceptors/front.ts";
import { INTERCEPTOR_PROGRAMS } from "../../browsers/interceptors/index.ts";
import { ProgramMissing, type InterceptorProgram, type RunningInterceptor } from "../../browsers/interceptors/interceptor.ts";
import { makePassableFolder } from "../../browsers/process/passable-folder.ts";
import type { InterceptionAssessment } from "../../src/core/assessment.ts";
import type { PageConnection, PageReport } from "../../src/messages/page.ts";
import { startPublicSites, type PublicSites } from "./public-sites.ts";

/** Each program is tried as it is met: each time with another CA, of which the browser has seen nothing. */
const MEETINGS = ["well-known", "seen", "others"] as const;
type Meeting = (typeof MEETINGS)[number];

/** Sites that everyone knows, and whose keys no browser has pinned. */
const WELL_KNOWN = ["en.wikipedia.org", "www.ebay.com", "www.imdb.com", "www.cnn.com", "www.bbc.com", "www.walmart.com", "www.weather.com", "www.nytimes.com"];

export interface TriedProgram {
  program: InterceptorProgram;
  /** Everyone knows it. */
  wellKnown: string;
  /** It was visited before the program was in the middle. */
  seen: string;
  /** Sites of different owners that nobody knows. */
  others: readonly [string, string];
  running: Readonly<Record<Meeting, RunningInterceptor>>;
}

export interface RealInterceptors {
  sites: PublicSites;
  front: Front;
  tried: readonly TriedProgram[];
  /** Why a program cannot be tried, by its name. */
  missing: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

/** Gets the programs of these names and starts each three times, every time with a CA of its own. */
export async function startRealInterceptors(names: readonly string[]): Promise<RealInterceptors> {
  const programs = INTERCEPTOR_PROGRAMS.filter(({ name }) => names.includes(name));
  const hosts = programs.map(({ name }, index) => ({
    wellKnown: WELL_KNOWN[index] ?? "", seen: `seen-${name}.com`, others: [`alpha-${name}.com`, `beta-${name}.net`] as const,
  }));
  const sites = await startPublicSites({ hosts: hosts.flatMap(({ wellKnown, seen, others }) => [wellKnown, seen, ...others]) });
  const originPort = Number(new URL(sites.url("any")).port);
  const [upstream, front] = await Promise.all([startFront(originPort), startFront(originPort)]);
  const folder = makePassableFolder("tlscope-interceptors-");
  const missing = new Map<string, string>();
  const tried: TriedProgram[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(tried.flatMap(({ running }) => Object.values(running)).map((each) => each.stop()));
    await Promise.all([front.stop(), upstream.stop(), sites.stop(), rm(folder, { recursive: true, force: true })]);
  };
  try {
    for (const [index, program] of programs.entries()) {
      try {
        const start = await program.get();
        const begin = async (): Promise<RunningInterceptor> => await start({ folder: await mkdtemp(join(folder, program.name)), upstreamProxy: upstream.port, originPort });
        const [wellKnown, seen, others] = await Promise.all([begin(), begin(), begin()]);
        const own = hosts[index];
        assert.ok(own);
        tried.push({ program, ...own, running: { "well-known": wellKnown, seen, others } });
      } catch (error) {
        if (!(error instanceof ProgramMissing)) throw error;
        missing.set(program.name, error.message);
      }
    }
    return { sites, front, tried, missing, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The roots that the browser must trust beside its own. */
export function rootsOf({ tried }: RealInterceptors): string[] {
  return tried.flatMap(({ running }) => Object.values(running).map(({ rootPem }) => rootPem));
}

export function mainOf({ connections }: PageReport): PageConnection | undefined {
  return connections.find((connection) => connection.main);
}

export function interceptionOf(report: PageReport): InterceptionAssessment {
  const found = mainOf(report)?.assessment?.interception;
  assert.ok(found, "the page's own connection is not judged");
  return found;
}

/** Whether the page's own connection has been judged. */
export function isJudged(report: PageReport): boolean {
  const assessment = mainOf(report)?.assessment;
  return assessment !== undefined && assessment !== null;
}

const told = ({ verdict, evidence }: InterceptionAssessment): string => `${verdict}: ${evidence.map(({ id, weight }) => `${id} ${String(weight)}`).join(", ")}`;

/**
 * Meets a program as `meeting` says, and holds what is said of each site against what must be. `visit`: opens a page and gives what is
 * said of it, as soon as it is judged; `later`: what is said once it will do.
 */
export async function meet(
  { front, tried }: RealInterceptors, name: string, meeting: Meeting,
  { visit, later }: { visit: (host: string) => Promise<PageReport>; later: (good: (report: PageReport) => boolean) => Promise<PageReport> },
): Promise<void> {
  const found = tried.find(({ program }) => program.name === name);
  assert.ok(found);
  const { program: { label }, wellKnown, seen, others, running } = found;
  front.leadTo(running[meeting]);
  const alarmed = ({ verdict }: InterceptionAssessment): boolean => verdict === "likely" || verdict === "known";
  const mustAlarm = (host: string, interception: InterceptionAssessment): void => {
    assert.ok(alarmed(interception), `${host}: ${told(interception)}`);
    assert.equal(interception.label, label, host);
  };
  if (meeting !== "others") {
    const host = meeting === "seen" ? seen : wellKnown;
    mustAlarm(host, interceptionOf(await visit(host)));
    return;
  }
  const first = interceptionOf(await visit(others[0]));
  assert.ok(first.verdict !== "none" && first.verdict !== "unknown", `${others[0]}: ${told(first)}`);
  await visit(others[1]);
  // What the session shows is known a moment later.
  const report = await later((candidate) => isJudged(candidate) && alarmed(interceptionOf(candidate)));
  mustAlarm(others[1], interceptionOf(report));
}

export { MEETINGS };
