import type { Browser } from "webextension-polyfill";
import type { Seen } from "../../core/interception/seen.ts";
import { summarize } from "../../core/x509/summary.ts";
import type { Messages } from "../../messages/index.ts";
import type { SettingsStore } from "../../settings/store.ts";
import type { Inspections } from "../inspections.ts";
import type { Judges } from "../judges.ts";
import type { Pages } from "../pages/pages.ts";
import { companionOf } from "../second-look/client.ts";
import { SecondLook } from "../second-look/look.ts";
import { RecordedLook } from "../second-look/recorded-look.ts";
import { companionAnswers } from "./companion.ts";
import { decisionAnswers, type DecisionTools } from "./decisions.ts";
import { hostAnswers, type HostTools } from "./hosts.ts";
import { inspectionAnswers } from "./inspection.ts";
import { pageAnswers, type PageTools } from "./page.ts";
import { settingsAnswers } from "./settings.ts";
import type { Answers } from "./table.ts";
import { telemetryAnswers } from "./telemetry.ts";
import type { UploadTools } from "../upload/upload.ts";
import { uploadAnswers } from "./upload.ts";

/** The parts of the background that answers are made with. */
export interface AnswerTools {
  browser: Pick<Browser, "runtime" | "permissions" | "alarms" | "webRequest">;
  pages: Pages;
  settings: SettingsStore;
  judging: { now(): Promise<Judges>; plain(): Promise<Judges> };
  lookout: DecisionTools["lookout"] & Pick<HostTools, "strengths" | "history"> & Pick<UploadTools, "caughtUp"> & { companionSaw(met: Seen): Promise<void> };
  inspections: Inspections;
  tellsByItself: boolean;
  tab: PageTools["tab"];
  /** Brings changed settings into effect. */
  settingsChanged: () => Promise<void>;
  /** All that is said of open pages is to be said anew. */
  judgeAnew: () => void;
}

/** The table from message to handler. */
export function newAnswers({ browser, pages, settings, judging, lookout, inspections, tellsByItself, tab, settingsChanged, judgeAnew }: AnswerTools): Answers<Messages> {
  const { runtime, permissions } = browser;
  const companion = companionOf(runtime);
  const secondLook = new SecondLook(companion, summarize);
  const judges = (): Promise<Judges> => judging.now();
  const plainJudges = (): Promise<Judges> => judging.plain();
  return {
    ...pageAnswers({ pages, settings, judges, inspections, tellsByItself, tab, permissions, recordedLook: new RecordedLook(companion, judgeAnew), companionCertificate: (sha256) => secondLook.certificate(sha256) }),
    ...telemetryAnswers({ pages, plainJudges, judges, runtime }),
    ...uploadAnswers({ browser, settings, pages, judging, caughtUp: () => lookout.caughtUp() }),
    ...decisionAnswers({ settings, judges, lookout, judgeAnew }),
    ...settingsAnswers({ settings, changed: settingsChanged, producer: runtime.getManifest() }),
    ...companionAnswers({ pages, settings, judges, permissions, secondLook, onMet: (met) => lookout.companionSaw(met) }),
    ...inspectionAnswers({ pages, inspections }),
    ...hostAnswers({
      strengths: () => lookout.strengths(), history: lookout.history, plainJudge: async () => (await plainJudges()).judge,
      remembering: async () => (await settings.read()).memory.remember, isBusy: () => pages.isBusy,
    }),
  };
}
