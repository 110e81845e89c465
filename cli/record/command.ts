import { createReadStream } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import packageJson from "../../package.json" with { type: "json" };
import type { Machine } from "../../companion/install/places.ts";
import { assess } from "../../src/core/assess.ts";
import type { Assessment } from "../../src/core/assessment.ts";
import type { Observation } from "../../src/core/observation.ts";
import { CertificateStore } from "../../src/core/x509/certificate-store.ts";
import { assessContextFor } from "../context.ts";
import { EXIT, graver, InputError, type ExitStatus } from "../errors.ts";
import type { Reading } from "../import/recording.ts";
import { amountOf } from "../amount.ts";
import { telemetryWriter } from "../import/write.ts";
import { noteOn, type Streams } from "../streams.ts";
import { isTerminal, saysYes } from "../terminal.ts";
import type { RecordArguments } from "./arguments.ts";
import { BuiltChains } from "./built-chains.ts";
import { recordChromium, type RecordContext } from "./chromium.ts";
import { recordFirefox } from "./firefox.ts";
import { letCompanionIn, openForAddOn, type OpenForAddOn } from "./for-add-on.ts";
import { makePrivateFolder, removeLeftovers, removePrivateFolder } from "./private-folder.ts";
import { checkProfile } from "./profile.ts";
import { browserProgram } from "./programs.ts";
import { RecordedConnections } from "./recorded-connections.ts";
import { tableHead, tableRow } from "./table.ts";
import { WaitingConnections, type ShownConnection } from "./waiting.ts";

const MAX_KEPT = 4 * 1024 * 1024;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Starts the browser and records it until it is closed or we are asked to end. @throws InputError */
export async function runRecord(command: RecordArguments, streams: Streams): Promise<ExitStatus> {
  const note = noteOn(streams);
  const left = removeLeftovers();
  if (left > 0) note(`${amountOf(left, "recording")} that was broken off left files behind: removed.`);
  const program = browserProgram(command.browser, command.program);
  if (command.profile !== undefined) {
    checkProfile(command.profile, command.browser);
    const changed = command.browser === "firefox" ? " Its proxy is set for as long as that." : "";
    if (!command.yes && !(await saysYes(`Everything that is done with the profile ${command.profile} will be recorded, with what is open in it.${changed} Record it? (yes/no) `, streams))) throw new InputError("not recorded: the profile is your own, and was not agreed to (--yes)");
  }
  const folder = makePrivateFolder();
  const stop = new AbortController();
  let opening: Promise<OpenForAddOn | undefined> | undefined;
  const onSignal = (): void => stop.abort();
  const onExit = (): void => removePrivateFolder(folder);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on("exit", onExit);
  try {
    const { ownTraffic, host } = command;
    const [recorded, built] = [new RecordedConnections(), new BuiltChains()];
    const machine: Machine = { platform: process.platform, home: homedir(), env: process.env };
    const context: RecordContext = {
      command, program, folder, stop: stop.signal, note, choice: { ownTraffic, ...(host === undefined ? {} : { host }) },
      newProfile: (profile) => letCompanionIn(command.browser, machine, profile),
      started: (pid) => {
        // The recording is whole without it.
        opening = openForAddOn(folder, machine, pid, { recorded, built }).catch((error: unknown) => {
          note(`the add-on in the browser cannot ask what is recorded: ${error instanceof Error ? error.message : String(error)}`);
          return undefined;
        });
      },
    };
    return await record(command.browser === "firefox" ? recordFirefox(context) : recordChromium(context), { recorded, built }, command, folder, streams);
  } finally {
    (await opening)?.close();
    for (const signal of SIGNALS) process.off(signal, onSignal);
    process.off("exit", onExit);
    removePrivateFolder(folder);
  }
}

async function record(connections: AsyncGenerator<Observation, Reading>, { recorded, built }: { recorded: RecordedConnections; built: BuiltChains }, { browser: kind, out }: RecordArguments, folder: string, { stdout, stderr }: Streams): Promise<ExitStatus> {
  const certificates = new CertificateStore(MAX_KEPT);
  // Without --out the document goes to whoever reads our output, if that is no person.
  const piped = out === undefined && !isTerminal(stdout);
  const file = out ?? join(folder, "document.json");
  const writer = await telemetryWriter(file, new Date().toISOString());
  let status: ExitStatus = EXIT.valid;
  const judge = (observation: Observation): Promise<Assessment> => assess(observation, assessContextFor(observation.time === undefined ? Date.now() : Date.parse(observation.time), certificates));
  let joinedCount = 0;
  const finish = async ({ observation, assessment, row }: ShownConnection): Promise<void> => {
    const joined = built.joined(observation);
    const judged = joined === undefined ? assessment : await judge(joined);
    if (joined !== undefined) {
      joinedCount++;
      const told = tableRow(joined, judged);
      if (told !== row) stderr.write(told);
    }
    if (judged.chain.verdict === "invalid") status = graver(status, EXIT.invalid);
    await writer.connection(joined ?? observation, judged);
  };
  const waiting = new WaitingConnections(finish);
  try {
    stderr.write(tableHead());
    let next = await connections.next();
    for (; next.done !== true; next = await connections.next()) {
      const observation = next.value;
      recorded.add(observation);
      built.note(observation);
      const assessment = await judge(observation);
      const shown = { observation, assessment, row: tableRow(observation, assessment) };
      stderr.write(shown.row);
      // Chromium's log has all that its add-on could tell.
      if (kind === "firefox") await waiting.add(shown);
      else await finish(shown);
    }
    await waiting.end();
    const { taken, own, browser, from, notes } = next.value;
    await writer.end({ name: "tlscope", version: packageJson.version, browser });
    const leftOut = own > 0 ? [`${amountOf(own, "connection")} of the browser's own left out; --own-traffic shows them.`] : [];
    const fromAddOn = [
      ...(joinedCount > 0 ? [`Of ${amountOf(joinedCount, "connection")} the add-on told which chain Firefox built.`] : []),
      ...(built.contradictory > 0 ? [`Of ${amountOf(built.contradictory, "connection")} the add-on told two different chains or verdicts: neither was taken.`] : []),
    ];
    for (const line of [`${amountOf(taken, "connection")} from ${from}.`, ...leftOut, ...fromAddOn, ...notes]) stderr.write(`tlscope: ${line}\n`);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  if (piped) await pipeline(createReadStream(file), stdout, { end: false });
  return status;
}
