import type { Permissions } from "webextension-polyfill";
import type { Seen } from "../../core/interception/seen.ts";
import type { CompanionMessages } from "../../messages/companion.ts";
import type { SettingsStore } from "../../settings/store.ts";
import type { Judges } from "../judges.ts";
import { toObservation } from "../pages/connection.ts";
import type { Pages } from "../pages/pages.ts";
import type { SecondLook } from "../second-look/look.ts";
import { companionOn, companionPossible } from "../second-look/possible.ts";
import type { Answers } from "./table.ts";

export interface CompanionTools {
  pages: Pages;
  settings: SettingsStore;
  judges: () => Promise<Judges>;
  permissions: Pick<Permissions.Static, "contains">;
  secondLook: SecondLook;
  /** Takes note of whom the companion met. */
  onMet: (met: Seen) => Promise<void>;
}

/** Whether the companion may be asked, and what it answers. */
export function companionAnswers({ pages, settings, judges, permissions, secondLook, onMet }: CompanionTools): Answers<CompanionMessages> {
  return {
    "companion/get": async () => ({ on: await companionOn(settings, permissions) }),
    "companion/ask": async ({ tabId }) => {
      await pages.restore();
      const { companion } = await settings.read();
      const view = pages.view(tabId);
      const possible = view === undefined ? undefined : companionPossible(view);
      if (!companion || view?.main === undefined || possible === undefined) return { failure: "not-asked", detail: "" };
      const { endpoint } = view.main;
      const maybeProxy = possible === "maybe-proxy";
      const seen = { ...endpoint === undefined ? {} : { ip: endpoint }, ...toObservation(view.main, pages.certificates) };
      // Behind what may be a proxy's address the companion meets whoever answers there.
      const outcome = await secondLook.look((await judges()).judge, seen, maybeProxy ? undefined : onMet);
      return "sight" in outcome && maybeProxy ? { sight: { ...outcome.sight, maybeProxy: true } } : outcome;
    },
  };
}
