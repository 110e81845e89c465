// Starts the lab alone: npm run lab [-- --port 8443] [--plain-port 8080]
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { firefoxPreferences, LabError, type LabOptions, startLab } from "../lab/index.ts";
import type { Lab } from "../lab/lab.ts";

const USAGE = `Usage: npm run lab -- [--port PORT] [--plain-port PORT]

  --port PORT        TCP port of the https hosts (default 8443, or any free one where that is taken)
  --plain-port PORT  TCP port of the plain hosts (default: any free one)`;

const DEFAULT_PORT = 8443;
const ROOT_FILE = join("out", "lab-root.pem");

class UsageError extends Error {}

/** `port` absent: the default one, if free. */
function readOptions(args: string[]): LabOptions | "help" {
  let values: { port?: string; "plain-port"?: string; help?: boolean };
  try {
    ({ values } = parseArgs({ args, options: { port: { type: "string" }, "plain-port": { type: "string" }, help: { type: "boolean", short: "h" } } }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if (values.help === true) return "help";
  const port = readPort("--port", values.port);
  const plainPort = readPort("--plain-port", values["plain-port"]);
  return { ...(port === undefined ? {} : { port }), ...(plainPort === undefined ? {} : { plainPort }) };
}

function readPort(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new UsageError(`${name} wants a number from 0 to 65535, not "${text}".`);
  return port;
}

async function start(options: LabOptions): Promise<Lab> {
  if (options.port !== undefined) return startLab(options);
  try {
    return await startLab({ ...options, port: DEFAULT_PORT });
  } catch (error) {
    if (error instanceof LabError && error.code === "EADDRINUSE") return startLab(options);
    throw error;
  }
}

function describe(lab: Lab): string {
  const missing = lab.cases.filter(({ unavailable }) => unavailable !== undefined);
  const preferences = Object.entries(firefoxPreferences(lab)).map(([name, value]) => `  ${name} = ${String(value)}`);
  return `
The lab is up: ${lab.cases.length - missing.length} of ${lab.cases.length} hosts.
${missing.map(({ host, unavailable }) => `  ${host} is not served: ${unavailable ?? ""}`).join("\n")}
Front page    ${lab.url("lab.test")}
Plain http    http://plain.test:${lab.plainPort}/
Roots         ${ROOT_FILE} (its keys live as long as this process: remove the trust again afterwards)

To trust it: Firefox, Settings, Certificates, View Certificates, Authorities, Import; or
  certutil -A -n "TLScope lab" -t "C,," -i ${ROOT_FILE} -d sql:PROFILE_FOLDER
To reach it: in Firefox's about:config
${preferences.join("\n")}
or in /etc/hosts
  127.0.0.1 ${lab.hosts.join(" ")}

Ctrl-C ends it.
`.replace(/\n{3,}/g, "\n\n");
}

async function run(options: LabOptions): Promise<void> {
  const started = performance.now();
  console.log("Making keys and certificates ...");
  const ended = new Promise<void>((done) => {
    // Ctrl-C comes twice: from the terminal, and passed on by npm. The handlers stay, so that the second cuts nothing short.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => done());
  });
  const lab = await start(options);
  try {
    await mkdir("out", { recursive: true });
    await writeFile(ROOT_FILE, lab.rootPem);
    console.log(`${describe(lab)}Started in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
    await ended;
  } finally {
    await lab.stop();
    await rm(resolve(ROOT_FILE), { force: true });
  }
  console.log("The lab has ended.");
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") console.log(USAGE);
  else await run(options);
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else if (error instanceof LabError) {
    console.error(error.code === "EADDRINUSE" ? "That port is taken: choose another with --port, or leave it out." : error.message);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
