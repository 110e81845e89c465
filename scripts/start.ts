// `npm start`: from a clone to a browser with the add-on and the lab; see scripts/start/arguments.ts for what can be asked.
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EXPERIMENT_PREFERENCES } from "../browsers/firefox.ts";
import type { LaunchedBrowser } from "../browsers/launched-browser.ts";
import { START_HELP, readStartArguments, StartUsageError } from "./start/arguments.ts";
import type { StartOptions } from "./start/arguments.ts";
import { inspect } from "./start/inspect.ts";
import type { Visit } from "./start/inspect.ts";
import { formatTable } from "./start/table.ts";
import { AutomationError } from "../browsers/addon.ts";
import { runProgram } from "../browsers/process/program.ts";
import { ADDON_FOLDER, CHROMIUM_FOLDER, EXPERIMENT_FOLDER, Session } from "../browsers/session.ts";
import { withProgress } from "../browsers/process/progress.ts";
import type { Lab } from "../lab/lab.ts";

const LEAST_WIDTH = 120;

function labVisits(lab: Lab): Visit[] {
  return lab.cases.map(({ host, after, unavailable }) => ({
    host,
    url: lab.url(host),
    ...(after === undefined ? {} : { after }),
    ...(unavailable === undefined ? {} : { unavailable }),
  }));
}

/** The lab's hosts stand on the lab's port, whatever address they were asked for by. */
function visitsOf(addresses: readonly string[], lab: Lab | undefined): Visit[] {
  const known = new Map(lab === undefined ? [] : labVisits(lab).map((visit) => [visit.host, visit]));
  const visits: Visit[] = [];
  for (const address of addresses) {
    const { hostname, host, port, pathname } = new URL(address);
    const visit = port === "" && pathname === "/" ? known.get(hostname) : undefined;
    const name = visit?.host ?? host;
    const again = visits.filter((other) => other.host.replace(/ \(\d+\)$/, "") === name).length;
    visits.push({ ...(visit ?? { url: address }), host: again === 0 ? name : `${name} (${again + 1})` });
  }
  return visits;
}

function ended({ browser }: LaunchedBrowser): Promise<void> {
  return new Promise((resolve) => {
    if (browser.connected) browser.once("disconnected", () => resolve());
    else resolve();
  });
}

/** Whether the browser has ended; its end is told a moment after the commands that it did not answer. */
async function isGone({ browser }: LaunchedBrowser): Promise<boolean> {
  await sleep(300);
  const child = browser.process();
  return !browser.connected || (child !== null && (child.exitCode !== null || child.signalCode !== null));
}

async function runHeadless(launched: LaunchedBrowser, visits: readonly Visit[], { out, inspectAll }: StartOptions): Promise<number> {
  const { rows, faults } = await withProgress(`Visiting ${visits.length} ${visits.length === 1 ? "page" : "pages"}`, async (say) => {
    try {
      return await inspect(launched, visits, { out, inspectAll, say });
    } catch (error) {
      if (!(await isGone(launched))) throw error;
      throw new AutomationError(`${launched.name} ended before all pages were visited.`, { cause: error });
    }
  });
  // In a file or a log no line needs to be cut.
  console.log(formatTable(rows, process.stdout.isTTY ? Math.max(LEAST_WIDTH, process.stdout.columns) : Infinity));
  console.log(`\n${join(out, "telemetry.json")} has all that was seen; ${join(out, "<host>.png")} is the popup of each page.`);
  for (const fault of faults) console.error(`Fault: ${fault}`);
  return faults.length === 0 ? 0 : 1;
}

async function show(launched: LaunchedBrowser, urls: readonly string[]): Promise<void> {
  const [first] = await launched.browser.pages();
  for (const [index, url] of urls.entries()) {
    const page = index === 0 && first !== undefined ? first : await launched.browser.newPage();
    // A page that fails shows the failure by itself.
    page.goto(url).catch(() => undefined);
  }
  console.log(`${launched.name} is open. Close it, or press Ctrl-C here, to end.`);
  await ended(launched);
}

function addonFolder({ browser, experiment }: StartOptions): string {
  if (browser === "chromium") return CHROMIUM_FOLDER;
  return experiment ? EXPERIMENT_FOLDER : ADDON_FOLDER;
}

async function launch(session: Session, options: StartOptions, lab: Lab | undefined): Promise<LaunchedBrowser> {
  const common = { addonDir: addonFolder(options), headless: options.headless, ...(lab === undefined ? {} : { lab }) };
  if (options.browser === "chromium") return await session.chromium(common);
  return await session.firefox({ ...common, ...(options.experiment ? { preferences: EXPERIMENT_PREFERENCES } : {}) });
}

async function start(options: StartOptions): Promise<number> {
  const session = new Session("start");
  await session.setUp(options.browser);
  await session.build("--only", basename(addonFolder(options)));
  const outside = options.addresses.length > 0 && options.addresses.every((address) => !new URL(address).hostname.endsWith(".test"));
  const lab = outside ? undefined : await session.lab();
  const launched = await launch(session, options, lab);
  const visits = options.addresses.length > 0 ? visitsOf(options.addresses, lab) : lab === undefined ? [] : labVisits(lab);

  let status = 0;
  if (options.headless) {
    status = await runHeadless(launched, visits, options);
    if (options.keep) {
      console.log(`${launched.name} and the lab go on until Ctrl-C.`);
      await ended(launched);
    }
  } else {
    const front = lab?.cases.find(({ category }) => category === "front");
    await show(launched, options.addresses.length === 0 && lab !== undefined && front !== undefined ? [lab.url(front.host)] : visits.map(({ url }) => url));
  }
  await session.end();
  return status;
}

await runProgram(async () => {
  try {
    const options = readStartArguments(process.argv.slice(2), process.env, process.platform);
    if (options !== undefined) return await start(options);
    console.log(START_HELP);
    return 0;
  } catch (error) {
    if (!(error instanceof StartUsageError)) throw error;
    console.error(error.message);
    return 2;
  }
});
