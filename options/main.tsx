import { render } from "preact";
import browser from "webextension-polyfill";
import { announce } from "../ui/announce.ts";
import { ask } from "../ui/background.ts";
import { exportFileName } from "../ui/file-name.ts";
import { browserText, nameDocument } from "../ui/i18n.ts";
import { saveJson } from "../ui/save-file.ts";
import { TextContext } from "../ui/text.ts";
import type { BadgeActions } from "./views/badge.tsx";
import type { CompanionActions } from "./views/companion.tsx";
import type { InspectionActions } from "./views/inspection.tsx";
import type { InterceptionActions } from "./views/interception.tsx";
import type { Holdings, OptionsState } from "./views/options.tsx";
import { Options } from "./views/options.tsx";
import type { ProfileActions } from "./views/profile.tsx";
import type { TrustActions } from "./views/trust.tsx";

/** An export of a long session takes its time. Milliseconds. */
const PATIENCE = 60_000;

const trust: TrustActions = {
  load: () => ask("trust/get", {}, PATIENCE),
  change: (change) => ask("trust/change", { change }, PATIENCE),
};

const profile: ProfileActions = {
  load: () => ask("profile/get", {}),
  change: (chosen) => ask("profile/change", { profile: chosen }),
};

const badge: BadgeActions = {
  load: () => ask("badge/get", {}),
  change: (chosen) => ask("badge/change", { badge: chosen }),
};

const inspection: InspectionActions = {
  load: () => ask("inspection/get", {}),
  change: (mode) => ask("inspection/change", { mode }),
  watch: (changed) => {
    const listener = (): void => changed();
    browser.storage.local.onChanged.addListener(listener);
    return () => browser.storage.local.onChanged.removeListener(listener);
  },
};

const interception: InterceptionActions = {
  load: () => ask("interception/get", {}, PATIENCE),
  change: (change) => ask("interception/change", { change }, PATIENCE),
  forget: (what) => ask("history/forget", { what }, PATIENCE),
  setElsewhere: (text) => ask("elsewhere/set", { text }, PATIENCE),
  allowNotifications: () => browser.permissions.request({ permissions: ["notifications"] }),
  save: ({ expected, pins, exceptions }) => saveJson({ format: "tlscope-decisions", version: 1, expected, pins, exceptions }, exportFileName("decisions", new Date())),
};

const companion: CompanionActions = {
  load: () => ask("companion/get", {}),
  change: (on) => ask("companion/change", { on }),
  allow: () => browser.permissions.request({ permissions: ["nativeMessaging"] }),
  giveBack: () => browser.permissions.remove({ permissions: ["nativeMessaging"] }),
};

let state: OptionsState = { kind: "counting" };

function draw(): void {
  render(
    <TextContext.Provider value={browserText}>
      <Options state={state} version={browser.runtime.getManifest().version} trust={trust} profile={profile} badge={badge} interception={interception} inspection={inspection} companion={companion} onExport={() => void save()} onRetry={() => void count()} />
    </TextContext.Provider>,
    document.body,
  );
}

function holdings(document_: object): Holdings {
  const { observations, certificates } = document_ as { observations?: unknown; certificates?: unknown };
  return {
    observations: Array.isArray(observations) ? observations.length : 0,
    certificates: typeof certificates === "object" && certificates !== null ? Object.keys(certificates).length : 0,
  };
}

/** Asks for the export and keeps the count of what it holds. Gives undefined, and says so on the page, where the background does not answer. */
async function fetchExport(): Promise<object | undefined> {
  try {
    const document_ = await ask("telemetry/export", {}, PATIENCE);
    state = { kind: "counted", holdings: holdings(document_) };
    return document_;
  } catch (error) {
    console.error(error);
    state = { kind: "error" };
    return undefined;
  } finally {
    draw();
  }
}

async function count(): Promise<void> {
  await fetchExport();
}

async function save(): Promise<void> {
  const document_ = await fetchExport();
  if (document_ === undefined) return;
  saveJson(document_, exportFileName("session", new Date()));
  announce(browserText("options_saved"));
}

nameDocument(browserText("options_title"));
draw();
void count();
