import { render } from "preact";
import { utcText } from "../src/core/text/utc-text.ts";
import { visibleText } from "../src/core/text/visible-text.ts";
import { browserText as text } from "../ui/i18n.ts";
import { TextContext } from "../ui/text.ts";
import { nameOf } from "./host-rows.ts";
import { pictureWords, type PictureTable } from "./picture-words.ts";
import type { Drawing } from "./plot/draw.ts";
import { themeOf } from "./plot/theme.ts";
import { isFiltered } from "./views/toolbar.tsx";
import type { ReportState, PrintedReport } from "./views/app.tsx";
import { groupName } from "./views/host-cells.tsx";
import { Print, PRINTED_ROWS } from "./views/print.tsx";
import { counted, formats } from "./words.ts";

type Library = typeof import("./plot/draw.ts");

/** CSS pixels: two pictures beside each other on a sheet. */
const WIDTH = 330;

export interface Printing {
  /** Loads what pictures are drawn with: a browser that is about to print waits for nothing. */
  prepare: () => Promise<void>;
  fill: (state: ReportState, shown: PrintedReport) => void;
  empty: () => void;
}

/** Fills a place that is seen on paper alone. */
export function preparePrint(root: HTMLElement): Printing {
  let library: Library | undefined;
  return {
    prepare: async () => {
      library = await import("./plot/draw.ts");
    },
    fill: (state, shown) => {
      const { date } = formats(text);
      const { hosts, first, last } = state.rows;
      const pictures = library === undefined ? [] : shown.pictures.filter(({ picture }) => picture.kind === "bars" || picture.stretches.length > 0);
      const drawer = library;
      const left = shown.places.length - PRINTED_ROWS;
      render(
        <TextContext.Provider value={text}>
          <Print
            range={hosts.length === 0 ? "" : text("report_print_range", [date(first), date(last)])}
            made={text("report_print_made", [utcText(state.now)])} summary={counted(text, "report_count", hosts.length)}
            narrowed={isFiltered(shown.query) ? counted(text, "report_found", shown.places.length, [formats(text).number(state.rows.hosts.length)]) : ""}
            beyond={left > 0 ? counted(text, "report_print_beyond", PRINTED_ROWS, [formats(text).number(shown.places.length)]) : ""}
            table={tableOf(state, shown)}
            pictures={pictures.map(({ id, picture }) => {
              const title = text(`report_picture_${id}`);
              return {
                title,
                place: (element) => {
                  if (element === null || drawer === undefined) return;
                  const drawing: Drawing = { words: pictureWords(text, id, title), theme: themeOf(element), width: WIDTH };
                  element.replaceChildren(drawer.draw(picture, drawing));
                },
              };
            })}
          />
        </TextContext.Provider>,
        root,
      );
    },
    empty: () => render(null, root),
  };
}

function tableOf({ rows }: ReportState, { places }: PrintedReport): PictureTable {
  const { date } = formats(text);
  const unknown = text("report_unknown");
  return {
    head: ["host", "grade", "version", "suite", "group", "expiry", "issuer", "anchor"].map((column) => text(`report_column_${column}`)),
    rows: [...places.subarray(0, PRINTED_ROWS)].flatMap((place) => {
      const host = rows.hosts[place];
      if (host === undefined) return [];
      return [[
        nameOf(host), host.grade ?? unknown, host.version ?? unknown, host.suite ?? unknown, groupName(host, text) ?? unknown,
        host.notAfter === null ? unknown : date(host.notAfter), visibleText(host.issuer?.name ?? unknown), visibleText(host.anchor?.name ?? unknown),
      ]];
    }),
  };
}
