import type { Runtime } from "webextension-polyfill";
import type { Assessment } from "../../core/assessment.ts";
import { withoutOtherHosts } from "../../core/interception/other-hosts.ts";
import { exportDocument } from "../../core/telemetry/export.ts";
import type { TelemetryMessages } from "../../messages/telemetry.ts";
import type { Judges } from "../judges.ts";
import { toObservation, type StoredConnection } from "../pages/connection.ts";
import type { Pages } from "../pages/pages.ts";
import type { Answers } from "./table.ts";

export interface TelemetryTools {
  pages: Pages;
  /** Judges as without any settings, so that whoever reads an export comes to the same judgements. */
  plainJudges: () => Promise<Judges>;
  /** The judges of now: who sits in the middle rests on what the session and the memory know, and an export says no less than the popup. */
  judges: () => Promise<Judges>;
  runtime: Pick<Runtime.Static, "getManifest"> & Partial<Pick<Runtime.Static, "getBrowserInfo">>;
}

/** The export. */
export function telemetryAnswers({ pages, plainJudges, judges, runtime }: TelemetryTools): Answers<TelemetryMessages> {
  return {
    "telemetry/export": async ({ tabId }) => {
      await pages.restore();
      const [plain, now] = await Promise.all([plainJudges(), judges()]);
      const assess = async (connection: StoredConnection): Promise<Assessment | null> => {
        const known = (await now.reporter.assessment(connection))?.interception;
        if (known === undefined || known.evidence.length === 0) return await plain.reporter.assessment(connection);
        // Of one page, no other host is named.
        return await plain.judge.assess(toObservation(connection, pages.certificates), tabId === undefined ? known : withoutOtherHosts(known));
      };
      const connections = tabId === undefined ? pages.session.connections : recordable(pages, tabId);
      const records = await Promise.all(connections.filter(({ error, tls }) => error === undefined || tls?.sentChain !== undefined).map(async (connection) => ({
        observation: toObservation(connection, pages.certificates),
        assessment: await assess(connection),
        requests: connection.requests,
        types: connection.types,
        firstSeen: new Date(connection.firstSeen).toISOString(),
        lastSeen: new Date(connection.lastSeen).toISOString(),
      })));
      const { name, version } = runtime.getManifest();
      return exportDocument(records, { exportedAt: new Date().toISOString(), producer: { name, version, browser: await browserName(runtime) } });
    },
  };
}

/** What may be recorded of a tab: nothing of a private window. */
function recordable(pages: Pages, tabId: number): StoredConnection[] {
  const view = pages.view(tabId);
  return view === undefined || view.incognito ? [] : view.connections.all.filter(({ tls }) => tls !== undefined);
}

/** Name and version. */
async function browserName(runtime: TelemetryTools["runtime"]): Promise<string> {
  // Firefox alone has this; in Chromium the full version stands among its hints, and the chief one in its user agent.
  if (runtime.getBrowserInfo !== undefined) {
    const { name, version } = await runtime.getBrowserInfo();
    return `${name} ${version}`;
  }
  return /(?:Headless)?Chrom(?:e|ium)\/[0-9.]+/.exec(navigator.userAgent)?.[0].replace("/", " ") ?? navigator.userAgent;
}
