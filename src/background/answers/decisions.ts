import { type Elsewhere, readElsewhere } from "../../core/interception/elsewhere.ts";
import type { Reader } from "../../core/interception/readers.ts";
import { importDocument } from "../../core/telemetry/import.ts";
import { TelemetryError } from "../../core/telemetry/json-reader.ts";
import type { DecisionMessages, ForgottenHosts, InterceptionReport, Refusal } from "../../messages/decisions.ts";
import { changeInterception } from "../../settings/decisions/change-interception.ts";
import { changeTrust } from "../../settings/decisions/change-trust.ts";
import { TrustError } from "../../settings/decisions/decision-error.ts";
import type { Settings } from "../../settings/settings.ts";
import type { SettingsStore } from "../../settings/store.ts";
import type { Judges } from "../judges.ts";
import type { Answers } from "./table.ts";
import { describeTrust } from "./trust-report.ts";

export interface DecisionTools {
  settings: SettingsStore;
  judges: () => Promise<Judges>;
  /** What is remembered of hosts. */
  lookout: {
    report(): Promise<InterceptionReport>;
    /** Who read connections; rejects where the history cannot be read. */
    readers(): Promise<readonly Reader[]>;
    forget(what: ForgottenHosts): Promise<void>;
    /** Holds hosts against another vantage point; null: against none any more. */
    setElsewhere(elsewhere: Elsewhere | null): Promise<void>;
  };
  /** All that is said of open pages is to be said anew. */
  judgeAnew: () => void;
}

/** What the person decides of trust, of hosts and of those in the middle. */
export function decisionAnswers({ settings, judges, lookout, judgeAnew }: DecisionTools): Answers<DecisionMessages> {
  const trust = async (): Promise<DecisionMessages["trust/get"]["response"]> => describeTrust((await settings.read()).trust, Date.now());

  /** Resolves to why nothing was changed; undefined: it was. */
  async function change(make: (before: Settings) => Settings): Promise<{ error?: Refusal }> {
    try {
      await settings.change(make);
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      return { error: { code: error.code, params: error.params } };
    }
    judgeAnew();
    return {};
  }

  return {
    "trust/get": trust,
    "trust/change": async (request) => {
      const outcome = await change((before) => ({ ...before, trust: changeTrust(before.trust, request.change) }));
      return { trust: await trust(), ...outcome };
    },
    "interception/get": () => lookout.report(),
    "interception/readers": async () => JSON.stringify(await lookout.readers()),
    "interception/change": async (request) => {
      const outcome = await change((before) => ({ ...before, interception: changeInterception(before.interception, request.change, new Date().toISOString()) }));
      return { interception: await lookout.report(), ...outcome };
    },
    "history/forget": async ({ what }) => {
      await lookout.forget(what);
      judgeAnew();
      return await lookout.report();
    },
    "elsewhere/set": async ({ text }) => {
      try {
        await lookout.setElsewhere(text === null ? null : await readExport(text, judges));
      } catch (error) {
        if (!(error instanceof TelemetryError) && !(error instanceof SyntaxError)) throw error;
        return { interception: await lookout.report(), error: { code: "json", params: [error.message] } };
      }
      judgeAnew();
      return { interception: await lookout.report() };
    },
  };
}

async function readExport(text: string, judges: DecisionTools["judges"]): Promise<Elsewhere> {
  const { exportedAt, records } = importDocument(JSON.parse(text));
  const { judge } = await judges();
  return await readElsewhere(exportedAt, records.map(({ observation }) => observation), (observation) => judge.seen(observation));
}
