import { render } from "preact";
import browser from "webextension-polyfill";
import type { CertificateDescription } from "../src/core/description/description.ts";
import { visibleText } from "../src/core/text/visible-text.ts";
import { fetchExport } from "../ui/export-file.ts";
import { exportFileName } from "../ui/file-name.ts";
import { browserText, nameDocument } from "../ui/i18n.ts";
import { saveFile, saveJsonText } from "../ui/save-file.ts";
import { TextContext } from "../ui/text.ts";
import { ask, watchPage } from "../ui/background.ts";
import type { ShownTab } from "./tab.ts";
import { shownTab } from "./tab.ts";
import type { AppActions, AppState } from "./views/app.tsx";
import { PopupApp } from "./views/app.tsx";
import type { AskConnection } from "./views/asked-connection.tsx";
import { AskConnectionContext } from "./views/asked-connection.tsx";
import type { CertificateSource } from "./views/certificate-in-full.tsx";
import { CertificateSourceContext } from "./views/certificate-in-full.tsx";
import type { AskCompanion } from "./views/companion.tsx";
import { AskCompanionContext } from "./views/companion.tsx";
import type { Decide } from "./views/interception.tsx";
import { DecideContext } from "./views/interception.tsx";
import { MiddleContext } from "./views/check-again.tsx";
import type { MiddleActions } from "./views/check-again.tsx";
import { connectionKey } from "./views/hosts.tsx";
import { pageConnection, pageHost } from "./views/page.tsx";
import type { ConnectionReport, PageReport } from "../src/messages/page.ts";

/** An answer usually comes within a few milliseconds; only a later one is worth saying that we wait. Milliseconds. */
const WAIT_SHOWN = 150;

/** The page's server may be asked once more. Milliseconds. */
const INSPECTION_PATIENCE = 20_000;

/** The companion gives up after 10 s, and the background after 15. Milliseconds. */
const COMPANION_PATIENCE = 20_000;

const root = document.body;
let state: AppState = { kind: "loading" };
let tab: ShownTab | undefined;
let frame: number | undefined;

/** Reports come in bursts while a page loads: one drawing a frame is enough. The first is drawn at once. */
function show(next: AppState): void {
  const first = state.kind !== "report";
  state = next;
  if (first) draw();
  else frame ??= requestAnimationFrame(draw);
}

function draw(): void {
  frame = undefined;
  clearTimeout(waiting);
  const host = state.kind === "report" && state.report !== null ? pageHost(state.report) : undefined;
  document.title = host === undefined ? browserText("popup_title") : browserText("popup_title_of", [visibleText(host)]);
  const focused = document.activeElement;
  render(
    <TextContext.Provider value={browserText}>
      <AskConnectionContext.Provider value={askConnection}>
        <DecideContext.Provider value={decide}>
          <AskCompanionContext.Provider value={askCompanion}>
            <CertificateSourceContext.Provider value={certificates}>
              <MiddleContext.Provider value={middle}>
                <PopupApp state={state} inPanel={tab?.inPanel ?? false} actions={actions} />
              </MiddleContext.Provider>
            </CertificateSourceContext.Provider>
          </AskCompanionContext.Provider>
        </DecideContext.Provider>
      </AskConnectionContext.Provider>
    </TextContext.Provider>,
    root,
  );
  // A row that moves to its new place in the list loses the focus.
  if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

/** A tab that is not there any more, or an address that names none: said like any other failure. */
function showError(error: unknown): void {
  if (state.kind === "report") return;
  show({ kind: "error", error: error instanceof Error ? error : new Error(String(error)) });
}

const actions: AppActions = {
  reloadTab: () => {
    if (tab !== undefined) browser.tabs.reload(tab.tabId).catch(showError);
  },
  inspect: () => tab === undefined ? Promise.reject(new Error("There is no tab.")) : ask("inspection/page", { tabId: tab.tabId }, INSPECTION_PATIENCE),
  retry: () => location.reload(),
  openInTab: () => {
    if (tab === undefined) return;
    browser.tabs.create({ url: browser.runtime.getURL(`popup/popup.html?tabId=${tab.tabId}`) }).then(() => window.close(), showError);
  },
  openOptions: () => {
    browser.runtime.openOptionsPage().then(() => tab?.inPanel === true && window.close(), showError);
  },
  openReport: () => {
    browser.tabs.create({ url: browser.runtime.getURL("report/report.html") }).then(() => tab?.inPanel === true && window.close(), showError);
  },
  exportTab: async (onProgress) => {
    if (tab === undefined || state.kind !== "report" || state.report === null) return;
    const fileName = exportFileName(pageHost(state.report) ?? "page", new Date());
    saveJsonText(await fetchExport({ tabId: tab.tabId }, onProgress), fileName);
  },
  share: async (form) => {
    if (state.kind !== "report" || state.report === null) return;
    const { report } = state;
    const { shareReport } = await import("./share-report.ts");
    await navigator.clipboard.writeText(shareReport(form, report, visibleText(pageHost(report) ?? report.url), browserText));
  },
};

const askConnection: AskConnection = async ({ host, port, scheme }) => {
  if (tab === undefined) return null;
  return JSON.parse(await ask("page/connection", { tabId: tab.tabId, host, port, scheme })) as ConnectionReport | null;
};

/** What was decided shows at once. */
const decide: Decide = async (change) => {
  const { error } = await ask("interception/change", { change });
  if (error === undefined && tab !== undefined) onReport(JSON.parse(await ask("page/text", { tabId: tab.tabId })) as PageReport | null);
  return error === undefined;
};

const askCompanion: AskCompanion = () => tab === undefined ? Promise.reject(new Error("There is no tab.")) : ask("companion/ask", { tabId: tab.tabId }, COMPANION_PATIENCE);

const saveForHelpDesk = async (): Promise<void> => {
  if (tab === undefined || state.kind !== "report" || state.report === null) return;
  const { report } = state;
  const host = pageHost(report) ?? "page";
  // Private windows are never exported: then the file has no certificates in full.
  const [{ helpDeskFile }, exported] = await Promise.all([import("./help-desk.ts"), report.incognito ? { certificates: {} } : ask("telemetry/export", { tabId: tab.tabId })]);
  const { certificates: bytes = {} } = exported as { certificates?: Record<string, string> };
  saveFile([helpDeskFile(report, visibleText(host), bytes, browserText)], "text/plain", exportFileName(host, new Date()).replace(/\.json$/, ".txt"));
};

const middle: MiddleActions = {
  saveForHelpDesk,
  checkAgain: async () => {
    if (tab !== undefined) await browser.tabs.reload(tab.tabId, { bypassCache: true });
  },
  showReaders: () => {
    browser.tabs.create({ url: browser.runtime.getURL("options/options.html#readers") }).then(() => tab?.inPanel === true && window.close(), showError);
  },
};

const certificates: CertificateSource = {
  describe: async (sha256) => JSON.parse(await ask("certificate/describe", { sha256 })) as CertificateDescription | null,
  loadViewer: () => import("./certificate-viewer.ts"),
};

/** The connection of which it was last asked what a recording has. */
let lookedUp = "";

/**
 * Where the companion may be asked and it is not known what the page's server sent, a recording of this browser may have it: the
 * background looks, and sends a new report if so.
 */
function lookUpRecorded(report: PageReport | null): void {
  const main = report === null ? undefined : pageConnection(report);
  if (tab === undefined || report?.companion === undefined || main === undefined || (main.assessment !== null && main.assessment.chain.ordered !== null)) return;
  const { host, port, scheme, firstSeen } = main;
  const key = `${connectionKey(main)} ${firstSeen}`;
  if (key === lookedUp) return;
  lookedUp = key;
  ask("page/connection", { tabId: tab.tabId, host, port, scheme }, COMPANION_PATIENCE).catch((error: unknown) => console.error(error));
}

function onReport(report: PageReport | null): void {
  show({ kind: "report", report });
  lookUpRecorded(report);
}

nameDocument(browserText("popup_title"));
const waiting = setTimeout(draw, WAIT_SHOWN);
shownTab(location.search).then((found) => {
  tab = found;
  document.documentElement.classList.toggle("panel", found.inPanel);
  watchPage(found.tabId, onReport, showError);
}, showError);
