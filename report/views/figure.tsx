import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ChevronIcon, DownloadIcon } from "../../ui/icons.tsx";
import { useText } from "../../ui/text.ts";
import { Untrusted } from "../../ui/untrusted.tsx";
import type { Picture } from "../pictures.ts";
import type { PictureTable } from "../picture-words.ts";
import type { Drawing, PictureWords } from "../plot/draw.ts";
import { themeOf } from "../plot/theme.ts";
import { savePng, saveSvg } from "../save-picture.ts";
import { usePaint } from "./use-paint.ts";

/** Milliseconds. */
const PAUSE = 20;

let turns: Promise<void> = Promise.resolve();

/** Pictures are drawn one after the other, with time for others in between. */
function turn(): Promise<void> {
  turns = turns.then(() => new Promise((resolve) => setTimeout(resolve, PAUSE)));
  return turns;
}

let warm: Promise<void> | undefined;

interface FigureProps {
  /** Of the element and of a saved file. */
  id: string;
  title: string;
  words: PictureWords;
  table: PictureTable;
  /** Draws it; the library is loaded then. */
  draw: (library: typeof import("../plot/draw.ts"), drawing: Drawing) => SVGSVGElement;
  /** Changes when what is drawn does. */
  content: unknown;
  level?: 3 | 4;
}

/** A picture with its table, and buttons that save it. */
export function DrawnFigure({ id, title, words, table, draw, content, level = 3 }: FigureProps): JSX.Element {
  const text = useText();
  const place = useRef<HTMLDivElement>(null);
  const paint = usePaint(place);
  const [svg, setSvg] = useState<SVGSVGElement>();
  const [failure, setFailure] = useState(false);
  const Heading = level === 3 ? "h3" : "h4";

  useEffect(() => {
    const element = place.current;
    if (element === null || paint.width === 0) return;
    let gone = false;
    import("../plot/draw.ts").then(async (library) => {
      await (warm ??= turn().then(() => library.warmUp()));
      await turn();
      if (gone) return;
      const drawn = draw(library, { words, theme: themeOf(element), width: paint.width });
      element.replaceChildren(drawn);
      setSvg(drawn);
    }).catch((error: unknown) => {
      console.error(error);
      setFailure(true);
    });
    return () => {
      gone = true;
    };
  }, [content, paint]);

  const save = (how: (picture: SVGSVGElement, name: string, background: string) => Promise<void>): void => {
    if (svg === undefined || place.current === null) return;
    how(svg, `tlscope-${id}`, themeOf(place.current).canvas).catch((error: unknown) => {
      console.error(error);
      setFailure(true);
    });
  };
  return (
    <figure class="picture" id={id}>
      <figcaption>
        <Heading>{title}</Heading>
        <span class="picture-tools">
          <button type="button" class="button quiet small" disabled={svg === undefined} data-save="svg" title={text("report_save_svg", [title])} aria-label={text("report_save_svg", [title])} onClick={() => save(saveSvg)}>
            <DownloadIcon />{text("report_svg")}
          </button>
          <button type="button" class="button quiet small" disabled={svg === undefined} data-save="png" title={text("report_save_png", [title])} aria-label={text("report_save_png", [title])} onClick={() => save(savePng)}>
            <DownloadIcon />{text("report_png")}
          </button>
        </span>
      </figcaption>
      <div class="drawing" ref={place} />
      {failure && <p role="alert" class="failure">{text("report_picture_failed")}</p>}
      <TableDisclosure title={title} table={table} />
    </figure>
  );
}

/** The same as numbers. */
function TableDisclosure({ title, table }: { title: string; table: PictureTable }): JSX.Element {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <details class="picture-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <ChevronIcon />
        {text("report_as_table")}
        <span class="visually-hidden">{title}</span>
      </summary>
      {open && (
        <div class="table-box" tabIndex={0} role="region" aria-label={text("report_table_of", [title])}>
          <PlainTable table={table} />
        </div>
      )}
    </details>
  );
}

export function PlainTable({ table: { head, rows } }: { table: PictureTable }): JSX.Element {
  return (
    <table>
      <thead>
        <tr>{head.map((name) => <th key={name} scope="col"><Untrusted text={name} /></th>)}</tr>
      </thead>
      <tbody>
        {rows.map(([first = "", ...cells]) => (
          <tr key={first}>
            <th scope="row"><Untrusted text={first} /></th>
            {cells.map((cell, index) => <td key={head[index + 1]}>{cell}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface PictureFigureProps {
  id: string;
  title: string;
  picture: Picture;
  words: PictureWords;
  table: PictureTable;
}

export function PictureFigure({ picture, ...parts }: PictureFigureProps): JSX.Element {
  const text = useText();
  const empty = useMemo(() => picture.kind === "shares" ? picture.stretches.length === 0 : picture.bars.every(({ value }) => value === 0), [picture]);
  if (empty) {
    return (
      <figure class="picture" id={parts.id}>
        <figcaption><h3>{parts.title}</h3></figcaption>
        <p class="muted nothing">{text("report_picture_empty")}</p>
      </figure>
    );
  }
  return <DrawnFigure {...parts} content={picture} draw={(library, drawing) => library.draw(picture, drawing)} />;
}
