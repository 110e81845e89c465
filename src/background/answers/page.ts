import type { Permissions, Tabs } from "webextension-polyfill";
import { describeText } from "../../core/description/describe-text.ts";
import type { ConnectionName, PageMessages, PageReport } from "../../messages/page.ts";
import { DEFAULT_SETTINGS } from "../../settings/settings.ts";
import type { SettingsStore } from "../../settings/store.ts";
import type { Inspections } from "../inspections.ts";
import type { Judges } from "../judges.ts";
import type { Pages } from "../pages/pages.ts";
import { hasUntoldPage } from "../pages/untold-page.ts";
import type { View } from "../pages/view.ts";
import { companionOn, companionPossible } from "../second-look/possible.ts";
import type { RecordedLook } from "../second-look/recorded-look.ts";
import type { Reporter } from "./page-report.ts";
import { emptyReport } from "./page-state.ts";
import type { Answers } from "./table.ts";

export interface PageTools {
  pages: Pages;
  settings: SettingsStore;
  judges: () => Promise<Judges>;
  inspections: Pick<Inspections, "available" | "mode">;
  /** Whether the browser tells of connections by itself, so that there is nothing to inspect. */
  tellsByItself: boolean;
  /** undefined: there is no such tab. */
  tab: (tabId: number) => Promise<Pick<Tabs.Tab, "url" | "incognito"> | undefined>;
  permissions: Pick<Permissions.Static, "contains">;
  recordedLook: Pick<RecordedLook, "look">;
  /** The bytes of a certificate that the companion was shown. */
  companionCertificate: (sha256: string) => Uint8Array | undefined;
}

/** What is known of the page in a tab. */
export function pageAnswers({ pages, settings, judges, inspections, tellsByItself, tab, permissions, recordedLook, companionCertificate }: PageTools): Answers<PageMessages> {
  async function report(tabId: number, make: (reporter: Reporter, view: View) => Promise<PageReport>): Promise<PageReport | null> {
    await pages.restore();
    const view = pages.view(tabId);
    if (view === undefined) {
      const found = await tab(tabId);
      return found === undefined ? null : { ...emptyReport(found.url ?? "", found.incognito), ...inspectionNotes(tabId, found.url ?? "") };
    }
    const [{ profile, companion }, { reporter }] = await Promise.all([settings.read(), judges()]);
    const possible = companion ? companionPossible(view) : undefined;
    return {
      ...await make(reporter, view), ...inspectionNotes(tabId, view.url),
      ...(possible === undefined ? {} : { companion: possible }),
      ...(profile === DEFAULT_SETTINGS.profile ? {} : { profile }),
      ...(pages.storageFull ? { storageFull: true } : {}),
    };
  }

  function inspectionNotes(tabId: number, url: string): Pick<PageReport, "inspection" | "inspectionCancelled"> {
    if (tellsByItself || !url.startsWith("https:") || pages.view(tabId)?.error !== undefined) return {};
    return {
      ...(hasUntoldPage(pages, tabId) ? { inspection: inspections.available ? "possible" as const : "other-build" as const } : {}),
      ...(inspections.mode === "cancelled" ? { inspectionCancelled: true } : {}),
    };
  }

  /** With the person's consent, of windows that are not private: what a recording that runs has of a connection becomes part of what is told of it. */
  async function lookUp(view: View, { scheme, host, port }: ConnectionName): Promise<void> {
    if (view.incognito || !await companionOn(settings, permissions)) return;
    const { main } = view;
    const all = view.connections.all.filter((candidate) => candidate.scheme === scheme && candidate.host === host && candidate.port === port);
    // Of the page's own connection it is asked first: what it answers says whether there is a recording at all.
    for (const connection of all.sort((one, other) => Number(other === main) - Number(one === main))) await recordedLook.look((await judges()).recorded, connection, connection === main);
  }

  return {
    "page/get": ({ tabId }) => report(tabId, (reporter, view) => reporter.report(view)),
    "page/text": async ({ tabId }) => JSON.stringify(await report(tabId, (reporter, view) => reporter.list(view))),
    "page/connection": async ({ tabId, ...name }) => {
      await pages.restore();
      const view = pages.view(tabId);
      if (view === undefined) return "null";
      await lookUp(view, name);
      return JSON.stringify(await (await judges()).reporter.connection(view, name));
    },
    "certificate/describe": async ({ sha256 }) => {
      await pages.restore();
      const { judge, recorded } = await judges();
      return await describeText(pages.certificates.get(sha256) ?? judge.anchor(sha256) ?? companionCertificate(sha256) ?? recorded.certificate(sha256));
    },
  };
}
