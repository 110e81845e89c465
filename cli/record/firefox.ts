import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nodeDecompressors } from "../../companion/wire/decompressors.ts";
import type { Observation } from "../../src/core/observation.ts";
import { matchesHost } from "../../src/core/recordings/choose.ts";
import { trafficObservation } from "../../src/core/recordings/traffic-observation.ts";
import { Chooser, type Reading } from "../import/recording.ts";
import { amountOf } from "../amount.ts";
import { InputError } from "../errors.ts";
import type { RecordContext } from "./chromium.ts";
import { LATE_SECRET } from "./eavesdropper.ts";
import { sendThroughTunnel } from "./firefox-profile.ts";
import { KeyLines, openKeyPipe } from "./key-log.ts";
import { isHeld, isPeerOf } from "./peer.ts";
import { noteChangedProfile, restoreChangedProfile } from "./private-folder.ts";
import { startBrowser, type StartedBrowser } from "./started-browser.ts";
import { openTunnel } from "./tunnel.ts";

/** Milliseconds between looks at what came. */
const PAUSE = 100;

/** What the new profile is: everything goes through the tunnel, and nothing asks at the first start. */
function preferences(port: number): Record<string, string | number | boolean> {
  return {
    "network.proxy.type": 1, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": port, "network.proxy.no_proxies_on": "", "network.proxy.allow_hijacking_localhost": true,
    "network.proxy.failover_direct": false, "browser.aboutwelcome.enabled": false, "browser.shell.checkDefaultBrowser": false, "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": false, "termsofuse.bypassNotification": true, "toolkit.telemetry.reportingpolicy.firstRun": false,
  };
}

/** The connections of Firefox as it makes them: its bytes go through a tunnel of ours, and its key log opens the handshakes. */
export async function* recordFirefox({ command, program, folder, choice, stop, note, started }: RecordContext): AsyncGenerator<Observation, Reading> {
  if (process.platform !== "linux") throw new InputError("recording Firefox works on Linux alone: elsewhere nothing tells whose connections the tunnel gets", "not-supported");
  const chooser = new Chooser(choice);
  const counts = { connections: 0, sealed: 0, strangers: 0 };
  const keys = new KeyLines();
  const pipe = openKeyPipe(join(folder, "keys"), keys);
  let browser: StartedBrowser | undefined;
  const tunnel = await openTunnel({
    keys,
    mayUse: (peer, own) => browser !== undefined && isPeerOf(browser.pid, peer, own),
    isHeld,
    addressOf: (host) => command.resolve.find((each) => matchesHost(host, each.host))?.address ?? host,
    onStranger: () => {
      counts.strangers++;
    },
    onConnection: (seen) => {
      const observation = trafficObservation(seen, nodeDecompressors);
      if (observation === undefined) return;
      counts.connections++;
      if (observation.tlsInfo.extra?.unavailable?.sentChain === "no-keys") counts.sealed++;
      chooser.take(observation);
    },
  });
  const end = (): void => {
    void browser?.close();
  };
  try {
    const profile = command.profile ?? join(folder, "profile");
    if (command.profile !== undefined) {
      noteChangedProfile(folder, resolve(profile));
      sendThroughTunnel(profile, tunnel.port);
    } else {
      mkdirSync(profile, { mode: 0o700, recursive: true });
      writeFileSync(join(profile, "user.js"), Object.entries(preferences(tunnel.port)).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""));
    }
    browser = await startBrowser(program, [
      "--no-remote", "--new-instance", "--profile", profile, ...(command.headless ? ["--headless"] : []),
      ...command.browserArguments, ...command.urls,
    ], { SSLKEYLOGFILE: join(folder, "keys") });
    started(browser.pid);
    const state = { over: false };
    const ended = browser.gone.then((words) => {
      state.over = true;
      return words;
    });
    stop.addEventListener("abort", end);
    if (stop.aborted) end();
    note("Firefox goes through a tunnel while it is recorded: without HTTP/3, and plain http is not recorded.");
    while (!state.over) {
      yield* chooser.taken();
      await sleep(PAUSE);
    }
    await sleep(LATE_SECRET + PAUSE);
    yield* chooser.taken();
    const words = await ended;
    if (words !== undefined && counts.connections === 0) throw new InputError(`${program} ended by itself: ${words}`);
    return {
      ...chooser.counts, browser: "Firefox", from: `${amountOf(counts.connections, "handshake")} of Firefox`,
      notes: [
        ...(counts.sealed > 0 ? [`Of ${amountOf(counts.sealed, "connection")} the browser wrote no key: their certificates cannot be read.`] : []),
        ...(counts.strangers > 0 ? [`${amountOf(counts.strangers, "connection")} to the tunnel turned away: not the recorded browser's.`] : []),
      ],
    };
  } finally {
    stop.removeEventListener("abort", end);
    await browser?.close();
    restoreChangedProfile(folder);
    await tunnel.close();
    pipe.close();
  }
}
