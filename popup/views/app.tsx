import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { announce, LIVE_REGION_ID } from "../../ui/announce.ts";
import { BrokenIcon, DownloadIcon, OptionsIcon, ReportIcon, TabIcon } from "../../ui/icons.tsx";
import { plural, useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import type { Inspect } from "./inspection.tsx";
import { NotObserved, Page, pageHost } from "./page.tsx";
import { ShareMenu } from "./share-menu.tsx";
import { StateCard } from "./verdict.tsx";
import type { PageReport } from "../../src/messages/page.ts";

/** What the page knows. `error` has the technical words for a bug report. */
export type AppState = { kind: "loading" } | { kind: "error"; error: Error } | { kind: "report"; report: PageReport | null };

export interface AppActions {
  reloadTab: () => void;
  /** Asks the browser's debugger about the page. */
  inspect: Inspect;
  retry: () => void;
  openInTab: () => void;
  openOptions: () => void;
  openReport: () => void;
  /** Resolves when the file is offered for saving; rejects with an Error to show. */
  exportTab: () => Promise<void>;
  /** Copies the report; rejects where the browser refuses. */
  share: (form: string) => Promise<void>;
}

/** A longer host name is set smaller, and never cut: its end says whose it is. Characters. */
const LONG_HOST = 64;

interface AppProps {
  state: AppState;
  /** The page stands in the toolbar's panel. */
  inPanel: boolean;
  actions: AppActions;
}

export function PopupApp({ state, inPanel, actions }: AppProps): JSX.Element {
  const text = useText();
  const report = state.kind === "report" ? state.report : null;
  const host = report === null ? undefined : pageHost(report);
  useSpokenChanges(report);
  return (
    <>
      <header class="page-header">
        <h1 class={host !== undefined && host.length > LONG_HOST ? "long" : ""}>{host === undefined ? text("popup_title") : <Untrusted text={host} />}</h1>
        {report?.state === "observed" && <p class="muted">{text("popup_this_connection")}</p>}
      </header>
      <main>
        <Content state={state} actions={actions} />
      </main>
      <footer class="page-footer">
        {report !== null && <ExportButton incognito={report.incognito} disabled={report.connections.length === 0} onExport={actions.exportTab} />}
        {report !== null && !report.incognito && <ShareMenu share={actions.share} disabled={report.connections.length === 0} />}
        <span class="grow" />
        {inPanel && (
          <button type="button" class="button quiet square" title={text("popup_open_in_tab")} aria-label={text("popup_open_in_tab")} onClick={actions.openInTab}>
            <TabIcon />
          </button>
        )}
        <button type="button" class="button quiet square" data-testid="open-report" title={text("popup_open_report")} aria-label={text("popup_open_report")} onClick={actions.openReport}>
          <ReportIcon />
        </button>
        <button type="button" class="button quiet square" title={text("popup_options")} aria-label={text("popup_options")} onClick={actions.openOptions}>
          <OptionsIcon />
        </button>
      </footer>
      <p id={LIVE_REGION_ID} class="visually-hidden" role="status" />
    </>
  );
}

function Content({ state, actions }: { state: AppState; actions: AppActions }): JSX.Element {
  const text = useText();
  switch (state.kind) {
    case "loading":
      return <p class="waiting muted">{text("popup_loading")}</p>;
    case "error":
      return (
        <StateCard band="none" icon={<BrokenIcon size={40} />} title={text("popup_error_title")}>
          <p class="muted">{text("popup_error_fix")}</p>
          <p class="muted">
            <Untrusted text={state.error.message} />
          </p>
          <button type="button" class="button" onClick={actions.retry}>
            {text("popup_retry")}
          </button>
        </StateCard>
      );
    case "report":
      return state.report === null ? <NotObserved onReload={actions.reloadTab} /> : <Page report={state.report} onReload={actions.reloadTab} onInspect={actions.inspect} />;
  }
}

function ExportButton({ incognito, disabled, onExport }: { incognito: boolean; disabled: boolean; onExport: () => Promise<void> }): JSX.Element {
  const text = useText();
  const [failure, setFailure] = useState<string>();
  if (incognito) return <p class="muted">{text("popup_export_private")}</p>;
  const run = (): void => {
    setFailure(undefined);
    onExport().then(
      () => announce(text("popup_exported")),
      (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <>
      <button type="button" class="button" disabled={disabled} onClick={run} data-testid="export">
        <DownloadIcon />
        {text("popup_export")}
      </button>
      {failure !== undefined && (
        <p class="failure" role="alert">
          {text("popup_export_failed")} <Untrusted text={failure} />
        </p>
      )}
    </>
  );
}

/** A page brings dozens of changes while it loads; a screen reader hears of the grade and the number when they have settled. */
const SETTLED = 2000;

/** Says what changed since the page was opened; what it was opened with is read as the page itself. */
function useSpokenChanges(report: PageReport | null): void {
  const text = useText();
  const said = useRef<string>(undefined);
  const sentence =
    report === null || report.state !== "observed"
      ? undefined
      : plural(text, "popup_live", report.connections.length, [report.grade ?? text("popup_number_unknown"), report.worstGrade ?? text("popup_number_unknown")]);
  useEffect(() => {
    if (sentence === undefined) return;
    if (said.current === undefined) {
      said.current = sentence;
      return;
    }
    const timer = setTimeout(() => {
      if (said.current !== sentence) announce(sentence);
      said.current = sentence;
    }, SETTLED);
    return () => clearTimeout(timer);
  }, [sentence]);
}
