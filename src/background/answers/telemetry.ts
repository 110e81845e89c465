import type { Runtime } from "webextension-polyfill";
import type { InterceptionAssessment } from "../../core/assessment.ts";
import { withoutOtherHosts } from "../../core/interception/other-hosts.ts";
import { putBounded } from "../../core/put-bounded.ts";
import { documentOf, type ExportHead } from "../../core/telemetry/export.ts";
import type { TelemetryObservation } from "../../core/telemetry/document.ts";
import type { TelemetryMessages } from "../../messages/telemetry.ts";
import { browserName } from "../browser-name.ts";
import type { Judges } from "../judges.ts";
import { Pace } from "../pace.ts";
import type { StoredConnection } from "../pages/connection.ts";
import type { Pages } from "../pages/pages.ts";
import { toldInterception } from "../told-interception.ts";
import { exportParts } from "./export-parts.ts";
import { holdingsOf, SessionExport } from "./session-export.ts";
import type { Answers } from "./table.ts";

export interface TelemetryTools {
  pages: Pages;
  /** Judges as without any settings, so that whoever reads an export comes to the same judgements. */
  plainJudges: () => Promise<Pick<Judges, "judge">>;
  /** The judges of now: who sits in the middle rests on what the session and the memory know, and an export says no less than the popup. */
  judges: () => Promise<Pick<Judges, "judge">>;
  runtime: Pick<Runtime.Static, "getManifest"> & Partial<Pick<Runtime.Static, "getBrowserInfo">>;
}

/** Exports under way: a page that is closed in the middle does not say so. */
const MAX_BEGUN = 3;

/** The export. */
export function telemetryAnswers({ pages, plainJudges, judges, runtime }: TelemetryTools): Answers<TelemetryMessages> {
  const begun = new Map<string, ReturnType<typeof exportParts>>();

  async function begin(tabId: number | undefined): Promise<[ExportHead, SessionExport]> {
    await pages.restore();
    const [{ judge }, { judge: knowing }] = await Promise.all([plainJudges(), judges()]);
    const [connections, omitted]: readonly [readonly StoredConnection[], number] = tabId === undefined ? [pages.session.connections, pages.session.omitted] : recordable(pages, tabId);
    const { name, version } = runtime.getManifest();
    const head = { exportedAt: new Date().toISOString(), producer: { name, version, browser: await browserName(runtime) }, omitted };
    const told = async (connection: StoredConnection): Promise<InterceptionAssessment | undefined> => {
      const known = await toldInterception(knowing, connection, pages.certificates);
      // Of one page, no other host is named.
      return tabId === undefined || known === undefined ? known : withoutOtherHosts(known);
    };
    return [head, new SessionExport(connections, { certificates: pages.certificates, judge, told, pace: new Pace(() => pages.isBusy) })];
  }

  return {
    "telemetry/export": async ({ tabId }) => {
      const [head, entries] = await begin(tabId);
      const observations: TelemetryObservation[] = [];
      while (entries.done < entries.total) observations.push(...await entries.next());
      return documentOf(head, observations, Object.fromEntries(entries.certificates()));
    },
    "telemetry/holdings": async () => {
      await pages.restore();
      const { connections, omitted } = pages.session;
      return { ...holdingsOf(connections, pages.certificates), omitted };
    },
    "telemetry/begin": async ({ tabId }) => {
      const id = crypto.randomUUID();
      putBounded(begun, MAX_BEGUN, id, exportParts(...await begin(tabId)));
      return { id };
    },
    "telemetry/part": async ({ id }) => {
      const part = await begun.get(id)?.next();
      if (part === undefined || part.done === true) return null;
      if (part.value.share === 1) begun.delete(id);
      return part.value;
    },
  };
}

/** What may be recorded of a tab: nothing of a private window. */
function recordable(pages: Pages, tabId: number): [StoredConnection[], omitted: number] {
  const view = pages.view(tabId);
  return view === undefined || view.incognito ? [[], 0] : [view.connections.all.filter(({ tls }) => tls !== undefined), view.connections.omitted];
}
