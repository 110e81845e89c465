import { render } from "preact";
import browser from "webextension-polyfill";
import { browserText, nameDocument } from "../ui/i18n.ts";
import { TextContext } from "../ui/text.ts";
import { HostRows } from "./host-rows.ts";
import { loadDays, loadHost, loadHosts, readExport } from "./load.ts";
import { preparePrint } from "./print.tsx";
import { ReportApp, type ReportState, type PrintedReport } from "./views/app.tsx";

/** While hosts come in, what is shown is made anew at most so often. Milliseconds. */
const PAUSE = 200;

const app = element("app");
const print = preparePrint(element("print"));
let state: ReportState = fresh();
let shown: PrintedReport | undefined;
let drawn = 0;

function fresh(): ReportState {
  return { rows: new HostRows(), revision: 0, progress: undefined, days: undefined, failure: undefined, now: Date.now() };
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`report.html has no #${id}.`);
  return found;
}

function show(change: Partial<ReportState>): void {
  state = { ...state, ...change };
  render(
    <TextContext.Provider value={browserText}>
      <ReportApp
        state={state} load={loadHost} readExport={readExport} onPrint={() => window.print()} onRetry={() => location.reload()}
        onOptions={() => void browser.runtime.openOptionsPage().catch(fail)} onShown={(now) => (shown = now)}
      />
    </TextContext.Provider>,
    app,
  );
}

function fail(error: unknown): void {
  console.error(error);
  show({ failure: error instanceof Error ? error : new Error(String(error)) });
}

async function load(): Promise<void> {
  const { rows } = state;
  await loadHosts(rows, (progress) => {
    const time = performance.now();
    if (state.revision > 0 && !progress.complete && time - drawn < PAUSE) return;
    drawn = time;
    show({ progress, revision: rows.hosts.length + 1 });
  });
  show({ days: await loadDays() });
  await print.prepare();
}

nameDocument(browserText("report_title"));
show({});
load().catch(fail);
addEventListener("beforeprint", () => {
  if (shown !== undefined) print.fill(state, shown);
});
addEventListener("afterprint", () => print.empty());
