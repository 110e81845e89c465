// `npm start`: from a clone to a Firefox with the add-on and the lab; see scripts/start/arguments.ts for what can be asked.
import type { Lab } from "../lab/index.ts";
import type { LaunchedFirefox } from "../test/support/firefox.ts";
import { SetupError } from "./setup/setup.ts";
import { HELP, readArguments, UsageError } from "./start/arguments.ts";
import type { StartOptions } from "./start/arguments.ts";
import { inspect } from "./start/inspect.ts";
import type { Visit } from "./start/inspect.ts";
import { formatTable } from "./start/table.ts";
import { ADDON_FOLDER, Session } from "./support/session.ts";
import { withProgress } from "./support/progress.ts";

const OUT = "out";
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

function ended({ browser }: LaunchedFirefox): Promise<void> {
  return new Promise((resolve) => {
    if (browser.connected) browser.once("disconnected", () => resolve());
    else resolve();
  });
}

async function runHeadless(firefox: LaunchedFirefox, visits: readonly Visit[]): Promise<number> {
  const gone = ended(firefox).then(() => {
    throw new Error("Firefox ended before all pages were visited.");
  });
  gone.catch(() => undefined);
  const { rows, faults } = await withProgress(`Visiting ${visits.length} ${visits.length === 1 ? "page" : "pages"}`, (say) => Promise.race([inspect(firefox, visits, OUT, say), gone]));
  console.log(formatTable(rows, Math.max(LEAST_WIDTH, process.stdout.columns || LEAST_WIDTH)));
  console.log(`\n${OUT}/telemetry.json has all that was seen; ${OUT}/<host>.png is the popup of each page.`);
  for (const fault of faults) console.error(`Fault: ${fault}`);
  return faults.length === 0 ? 0 : 1;
}

async function show(firefox: LaunchedFirefox, urls: readonly string[]): Promise<void> {
  const [first] = await firefox.browser.pages();
  for (const [index, url] of urls.entries()) {
    const page = index === 0 && first !== undefined ? first : await firefox.browser.newPage();
    // A page that fails shows the failure by itself.
    page.goto(url).catch(() => undefined);
  }
  console.log("Firefox is open. Close it, or press Ctrl-C here, to end.");
  await ended(firefox);
}

async function start(options: StartOptions): Promise<number> {
  const session = new Session("start");
  await session.setUp();
  await session.build();
  const outside = options.addresses.length > 0 && options.addresses.every((address) => !new URL(address).hostname.endsWith(".test"));
  const lab = outside ? undefined : await session.lab();
  const firefox = await session.firefox({ addonDir: ADDON_FOLDER, headless: options.headless, ...(lab === undefined ? {} : { lab }) });
  const visits = options.addresses.length > 0 ? visitsOf(options.addresses, lab) : lab === undefined ? [] : labVisits(lab);

  let status = 0;
  if (options.headless) {
    status = await runHeadless(firefox, visits);
    if (options.keep) {
      console.log("Firefox and the lab go on until Ctrl-C.");
      await ended(firefox);
    }
  } else {
    const front = lab?.cases.find(({ category }) => category === "front");
    await show(firefox, options.addresses.length === 0 && lab !== undefined && front !== undefined ? [lab.url(front.host)] : visits.map(({ url }) => url));
  }
  await session.end();
  return status;
}

try {
  const options = readArguments(process.argv.slice(2), process.env, process.platform);
  if (options === undefined) console.log(HELP);
  else process.exit(await start(options));
} catch (error) {
  console.error(error instanceof UsageError || error instanceof SetupError ? error.message : error);
  process.exit(error instanceof UsageError ? 2 : 1);
}
