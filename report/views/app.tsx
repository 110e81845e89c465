import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Day } from "../../src/core/history/days.ts";
import { announce, LIVE_REGION_ID } from "../../ui/announce.ts";
import { BrokenIcon, OptionsIcon } from "../../ui/icons.tsx";
import { useText } from "../../ui/text.ts";
import type { HostRows } from "../host-rows.ts";
import { nameOf } from "../host-rows.ts";
import type { LoadProgress } from "../load.ts";
import { pictureTable, pictureWords } from "../picture-words.ts";
import { picturesOf, type ShownPicture } from "../shown-pictures.ts";
import { COLUMNS, EVERYTHING, select, type Column, type Query } from "../query.ts";
import { counted, formats } from "../words.ts";
import { Compare, type ReadExport } from "./compare.tsx";
import { Detail } from "./detail.tsx";
import { PictureFigure } from "./figure.tsx";
import { hostCell } from "./host-cells.tsx";
import { isFiltered, Toolbar } from "./toolbar.tsx";
import { VirtualGrid } from "./virtual-grid.tsx";
import type { ReportHost } from "../../src/messages/hosts.ts";

/** What the page knows; `revision` rises as hosts come in. */
export interface ReportState {
  rows: HostRows;
  revision: number;
  progress: LoadProgress | undefined;
  days: readonly Day[] | undefined;
  failure: Error | undefined;
  /** Milliseconds since the epoch: what "expires soon" is reckoned from. */
  now: number;
}

/** What is shown, for printing. */
export interface PrintedReport {
  query: Query;
  places: Uint32Array;
  pictures: readonly ShownPicture[];
}

interface AppProps {
  state: ReportState;
  load: (host: string, port: number) => Promise<ReportHost | null>;
  readExport: ReadExport;
  onPrint: () => void;
  onOptions: () => void;
  onRetry: () => void;
  onShown: (shown: PrintedReport) => void;
}

/** Typing is over after so long: the count is then said. Milliseconds. */
const SETTLED = 700;

export function ReportApp({ state, load, readExport, onPrint, onOptions, onRetry, onShown }: AppProps): JSX.Element {
  const text = useText();
  const { rows, revision, progress, days, failure, now } = state;
  const [query, setQuery] = useState(EVERYTHING);
  const [opened, setOpened] = useState<string>();
  const places = useMemo(() => select(rows, query, now), [rows, revision, query, now]);
  const complete = progress?.complete === true;
  // Pictures are of all hosts: they are drawn once those are there.
  const pictures = useMemo(() => complete && days !== undefined ? picturesOf(rows.hosts, days, now) : [], [complete, days]);
  onShown({ query, places, pictures });
  const openedHost = opened === undefined ? undefined : rows.hosts.find((host) => nameOf(host) === opened);
  const hostsBox = useRef<HTMLDivElement>(null);
  useSpokenCount(places.length, query);

  const change = (part: Partial<Query>): void => setQuery((before) => ({ ...before, ...part }));
  const sort = (by: Column): void => change({ by, descending: query.by === by ? !query.descending : by === "seen" });
  const close = (): void => {
    setOpened(undefined);
    hostsBox.current?.querySelector<HTMLElement>(".grid")?.focus();
  };

  if (failure !== undefined) return <Failed failure={failure} onRetry={onRetry} />;
  const nothing = complete && rows.hosts.length === 0;
  return (
    <>
      <header class="page-header">
        <img src="../icons/icon.svg" width="36" height="36" alt="" />
        <div>
          <h1>{text("report_title")}</h1>
          <p class="muted" data-testid="summary">{summaryOf(state, text)}</p>
        </div>
        <div class="page-actions">
          <button type="button" class="button" data-testid="print" disabled={rows.hosts.length === 0} onClick={onPrint}>{text("report_print")}</button>
          <button type="button" class="button quiet square" title={text("report_options")} aria-label={text("report_options")} onClick={onOptions}><OptionsIcon /></button>
        </div>
      </header>
      <main>
        {progress?.remembering === false && <p class="note" data-testid="not-remembering">{text("report_not_remembering")}</p>}
        {nothing ? <p class="nothing-yet">{text("report_nothing")}</p> : (
          <>
            <section aria-labelledby="hosts-heading" class="hosts-section">
              <h2 id="hosts-heading">{text("report_hosts")}</h2>
              <Toolbar rows={rows} query={query} onChange={change} />
              <p class="found" data-testid="found" data-found={places.length}>
                {isFiltered(query) ? counted(text, "report_found", places.length, [formats(text).number(rows.hosts.length)]) : counted(text, "report_count", places.length)}
                {!complete && <span class="muted"> {text("report_loading_rest", [formats(text).number(progress?.total ?? 0)])}</span>}
              </p>
              <div class={`hosts-and-detail${openedHost === undefined ? "" : " with-detail"}`}>
                <div class="hosts-box" ref={hostsBox}>
                  <VirtualGrid
                    label={text("report_hosts")} total={places.length} content={query} opened={opened}
                    columns={COLUMNS.map((id) => ({ id, title: text(`report_column_${id}`), sorted: query.by !== id ? "none" as const : query.descending ? "descending" as const : "ascending" as const, onSort: () => sort(id) }))}
                    rowKey={(row) => keyOf(rows, places, row)}
                    cell={(row, column) => {
                      const host = rows.hosts[places[row] ?? -1];
                      return host === undefined ? null : hostCell(host, column as Column, text, now);
                    }}
                    onOpen={(row) => setOpened(keyOf(rows, places, row))}
                    empty={complete ? text("report_none_found") : text("report_loading")}
                  />
                </div>
                {openedHost !== undefined && <Detail host={openedHost} load={load} now={now} onClose={close} />}
              </div>
            </section>
            <section aria-labelledby="pictures-heading" class="pictures-section">
              <h2 id="pictures-heading">{text("report_pictures")}</h2>
              <p class="lead">{text("report_pictures_lead")}</p>
              <div class="pictures">
                {pictures.map(({ id, picture }) => {
                  const title = text(`report_picture_${id}`);
                  return <PictureFigure key={id} id={id} title={title} picture={picture} words={pictureWords(text, id, title)} table={pictureTable(text, id, picture)} />;
                })}
              </div>
            </section>
          </>
        )}
        <section aria-labelledby="compare-heading" class="compare-section">
          <h2 id="compare-heading">{text("report_compare")}</h2>
          <Compare read={readExport} />
        </section>
      </main>
      <p id={LIVE_REGION_ID} class="visually-hidden" role="status" />
    </>
  );
}

function keyOf(rows: HostRows, places: Uint32Array, row: number): string {
  const host = rows.hosts[places[row] ?? -1];
  return host === undefined ? "" : nameOf(host);
}

/** "1,204 hosts, seen from 3 Oct 2026 to 22 Nov 2026." */
function summaryOf({ rows, progress, revision }: ReportState, text: ReturnType<typeof useText>): string {
  if (progress === undefined || revision === 0) return text("report_loading");
  if (rows.hosts.length === 0) return text("report_nothing_short");
  const { date } = formats(text);
  return counted(text, "report_summary", progress.total, [date(rows.first), date(rows.last)]);
}

function useSpokenCount(found: number, query: Query): void {
  const text = useText();
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(() => announce(counted(text, "report_count", found)), SETTLED);
    return () => clearTimeout(timer);
  }, [query]);
}

function Failed({ failure, onRetry }: { failure: Error; onRetry: () => void }): JSX.Element {
  const text = useText();
  return (
    <main class="failed">
      <div role="alert">
        <BrokenIcon size={40} />
        <h1>{text("report_failed")}</h1>
        <p>{text("report_failed_fix")}</p>
        <p class="muted">{failure.message}</p>
      </div>
      <button type="button" class="button" onClick={onRetry}>{text("report_retry")}</button>
    </main>
  );
}
