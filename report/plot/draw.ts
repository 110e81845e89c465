// What needs the plotting library: loaded once there is something to draw.
import { axisX, axisY, barX, barY, dot, gridX, gridY, lineY, plot, rectY, ruleX, ruleY, text } from "@observablehq/plot";
import { gradeBand } from "../../ui/grade-band.ts";
import type { Grade } from "../../src/core/assessment.ts";
import type { BarsPicture, Picture, SharesPicture } from "../pictures.ts";
import { OTHER_NAMES } from "../pictures.ts";
import { UNKNOWN_CHOICE } from "../query.ts";
import type { SeenStretch as TimeStretch, TimeLine } from "../time-line.ts";
import { withLegend, type LegendItem } from "./legend.ts";
import type { Theme } from "./theme.ts";

/** Words of a picture, in the person's language. */
export interface PictureWords {
  /** The picture in a sentence, for who does not see it. */
  label: string;
  /** Of what is drawn, by its id. */
  name: (id: string) => string;
  date: (time: number) => string;
  number: (value: number) => string;
  percent: (share: number) => string;
  /** Of the line. */
  line: string;
}

export interface Drawing {
  words: PictureWords;
  theme: Theme;
  /** CSS pixels. */
  width: number;
}

const HEIGHT = 210;
const DAY = 86_400_000;
/** Less time than this is drawn as this much, or a single day would fill the picture. */
const LEAST_DAYS = 14;
/** About as wide as a letter of the axes' type. */
const LETTER = 7.2;
const STYLE = { fontFamily: "system-ui, sans-serif", fontSize: "11px", overflow: "visible", background: "none", direction: "ltr" };

/** Draws next to nothing: what the library does for the first time takes longer, and need not be done together with the first picture. */
export function warmUp(): void {
  plot({ marks: [ruleY([0])] });
}

/** An SVG of its own: colours and type are in it. */
export function draw(picture: Picture, drawing: Drawing): SVGSVGElement {
  if (picture.kind === "shares") return drawShares(picture, drawing);
  return picture.lying ? drawLying(picture, drawing) : drawStanding(picture, drawing);
}

function drawShares({ names, stretches, step, line }: SharesPicture, { words, theme, width }: Drawing): SVGSVGElement {
  const length = step === "day" ? DAY : 7 * DAY;
  const colours = seriesColours(names, theme);
  const parts = stretches.flatMap(({ start, total, counts }) => names.map((name, place) => ({ start: new Date(start), end: new Date(start + length), share: (counts[place] ?? 0) / total, name })));
  const last = (stretches.at(-1)?.start ?? 0) + length;
  const domain = [new Date(Math.min(stretches[0]?.start ?? 0, last - LEAST_DAYS * DAY)), new Date(last)];
  const points = line ? stretches.flatMap(({ start, postQuantum }) => postQuantum === null ? [] : [{ time: new Date(start + length / 2), share: postQuantum }]) : [];
  const svg = plot({
    width, height: HEIGHT, marginLeft: 38, marginRight: 22, marginTop: 10, marginBottom: 26, style: { ...STYLE, color: theme.muted }, ariaLabel: words.label,
    x: { type: "utc", domain, label: null }, y: { domain: [0, 1], label: null },
    color: { domain: names, range: colours },
    marks: [
      axisY([0, 0.5, 1], { tickFormat: (share: number) => words.percent(share), tickSize: 0, label: null }),
      axisX(ticks(domain, width), { tickFormat: (time: Date) => words.date(time.getTime()), tickSize: 4, label: null }),
      gridY([0.5, 1], { stroke: theme.line, strokeOpacity: 1 }),
      rectY(parts, { x1: "start", x2: "end", y: "share", fill: "name", order: names, insetLeft: 0.5, insetRight: 0.5, stroke: theme.canvas, strokeWidth: 0.6 }),
      ruleY([0], { stroke: theme.muted }),
      ...points.length === 0 ? [] : [
        lineY(points, { x: "time", y: "share", stroke: theme.canvas, strokeWidth: 5.5, strokeLinecap: "round" }),
        lineY(points, { x: "time", y: "share", stroke: theme.ink, strokeWidth: 2.2, strokeLinecap: "round" }),
        dot(points, { x: "time", y: "share", r: points.length > 40 ? 0 : 2.6, fill: theme.ink, stroke: theme.canvas, strokeWidth: 1.2 }),
      ],
    ],
  });
  const items: LegendItem[] = names.map((name, place) => ({ name: words.name(name), colour: colours[place] ?? theme.rest, line: false }));
  return withLegend(asSvg(svg), [...items, ...points.length > 0 ? [{ name: words.line, colour: theme.ink, line: true }] : []], theme.ink);
}

function drawStanding({ bars }: BarsPicture, { words, theme, width }: Drawing): SVGSVGElement {
  return asSvg(plot({
    width, height: HEIGHT + 20, marginLeft: 8, marginRight: 8, marginTop: 22, marginBottom: 26, style: { ...STYLE, color: theme.muted }, ariaLabel: words.label,
    x: { type: "band", domain: bars.map(({ name }) => name), label: null, padding: 0.22 }, y: { axis: null },
    marks: [
      axisX({ tickFormat: (name: string) => words.name(name), tickSize: 0, label: null, fontSize: bars.length > 8 ? 9.5 : 11 }),
      barY(bars, { x: "name", y: "value", fill: ({ name }: { name: string }) => barColour(name, theme), stroke: theme.ink, strokeOpacity: 0.25, strokeWidth: 0.5 }),
      text(bars, { x: "name", y: "value", text: ({ value }: { value: number }) => value === 0 ? "" : words.number(value), dy: -8, fill: theme.ink, fontWeight: 600 }),
      ruleY([0], { stroke: theme.muted }),
    ],
  }));
}

function drawLying({ bars }: BarsPicture, { words, theme, width }: Drawing): SVGSVGElement {
  const most = 26;
  const names = new Map(bars.map(({ name }) => [name, cut(words.name(name), most)]));
  const marginLeft = Math.max(...[...names.values()].map(({ length }) => length), 4) * LETTER + 10;
  return asSvg(plot({
    width, height: Math.max(HEIGHT + 20, 24 * bars.length + 16), marginLeft, marginRight: 46, marginTop: 8, marginBottom: 8, style: { ...STYLE, color: theme.ink }, ariaLabel: words.label,
    y: { type: "band", domain: bars.map(({ name }) => name), label: null, padding: 0.3 }, x: { axis: null },
    marks: [
      axisY({ tickFormat: (name: string) => names.get(name) ?? "", tickSize: 0, label: null }),
      barX(bars, { y: "name", x: "value", fill: ({ name }: { name: string }) => name === OTHER_NAMES ? theme.rest : theme.accent }),
      text(bars, { y: "name", x: "value", text: ({ value }: { value: number }) => words.number(value), textAnchor: "start", dx: 5, fill: theme.ink, fontWeight: 600 }),
      ruleX([0], { stroke: theme.muted }),
    ],
  }));
}

/** Keys, issuers and anchors of a host by their validity, and when each was seen. */
export function drawTimeLine({ stretches, begin, end, now }: TimeLine, { words, theme, width }: Drawing): SVGSVGElement {
  const most = Math.floor(width / LETTER / 3.4);
  const label = ({ name }: TimeStretch): string => cut(words.name(name), most);
  const marginLeft = Math.max(...stretches.map((stretch) => label(stretch).length), 4) * LETTER + 12;
  const domain = [new Date(begin), new Date(end)];
  const places = stretches.map(({ id }) => id);
  const seen = stretches.map(({ id, firstSeen, lastSeen, kind }) => ({ id, kind, from: new Date(firstSeen), to: new Date(Math.max(lastSeen, firstSeen + (end - begin) / 150)) }));
  const valid = stretches.flatMap(({ id, kind, notBefore, notAfter }) => notBefore === null || notAfter === null ? [] : [{ id, kind, from: new Date(Math.max(begin, notBefore)), to: new Date(Math.min(end, notAfter)) }]);
  const colour = ({ kind }: { kind: TimeStretch["kind"] }): string => theme.series[kind === "key" ? 0 : kind === "issuer" ? 1 : 2] ?? theme.ink;
  const svg = asSvg(plot({
    width, height: 26 * stretches.length + 40, marginLeft, marginRight: 22, marginTop: 8, marginBottom: 28, style: { ...STYLE, color: theme.ink }, ariaLabel: words.label,
    x: { type: "utc", domain, label: null }, y: { type: "band", domain: places, label: null, padding: 0.35 },
    marks: [
      gridX(ticks(domain, width - marginLeft), { stroke: theme.line, strokeOpacity: 1 }),
      axisY({ tickFormat: (id: string) => label(stretches.find((stretch) => stretch.id === id) ?? NOBODY), tickSize: 0, label: null }),
      axisX(ticks(domain, width - marginLeft), { tickFormat: (time: Date) => words.date(time.getTime()), tickSize: 4, label: null, color: theme.muted }),
      barX(valid, { y: "id", x1: "from", x2: "to", fill: colour, fillOpacity: 0.22, stroke: colour, strokeWidth: 0.8, rx: 2 }),
      barX(seen, { y: "id", x1: "from", x2: "to", fill: colour, insetTop: 4, insetBottom: 4, rx: 1 }),
      ruleX([new Date(now)], { stroke: theme.ink, strokeDasharray: "2,3" }),
    ],
  }));
  const [key, issuer, anchor] = theme.series;
  const items = (["key", "issuer", "anchor"] as const).flatMap((kind, place) => stretches.some((stretch) => stretch.kind === kind) ? [{ name: words.name(kind), colour: [key, issuer, anchor][place] ?? theme.ink, line: false }] : []);
  return withLegend(svg, items, theme.ink);
}

const NOBODY: TimeStretch = { id: "", kind: "key", name: "", firstSeen: 0, lastSeen: 0, notBefore: null, notAfter: null };

/** As many days as there is room for their names. */
function ticks([begin, end]: readonly Date[], width: number): Date[] {
  if (begin === undefined || end === undefined) return [];
  const days = (end.getTime() - begin.getTime()) / DAY;
  const step = Math.max(1, Math.ceil(days / Math.max(2, Math.floor(width / 76)))) * DAY;
  const all: Date[] = [];
  for (let time = Math.ceil(begin.getTime() / DAY) * DAY; time <= end.getTime(); time += step) all.push(new Date(time));
  return all;
}

function seriesColours(names: readonly string[], { series, rest, none }: Theme): string[] {
  return names.map((name, place) => name === UNKNOWN_CHOICE ? none : name === OTHER_NAMES ? rest : series[place % series.length] ?? rest);
}

/** Grades have their own; of days to expiry, those that are past or near. */
function barColour(name: string, { bands, accent }: Theme): string {
  if (name === UNKNOWN_CHOICE) return bands.none;
  if (!/^\d+$/.test(name)) return bands[gradeBand(name as Grade)];
  return name === "0" ? bands.bad : name === "1" ? bands.poor : name === "2" ? bands.fair : accent;
}

function cut(name: string, most: number): string {
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

/** The library gives a bare SVG where no legend and no caption is asked for. */
function asSvg(drawn: SVGSVGElement | HTMLElement): SVGSVGElement {
  if (!(drawn instanceof SVGSVGElement)) throw new Error("The picture is no SVG.");
  drawn.setAttribute("role", "img");
  // The library names parts in English; the picture is one thing with one name.
  for (const part of drawn.querySelectorAll("[aria-label], [aria-description], [aria-roledescription]")) for (const name of ["aria-label", "aria-description", "aria-roledescription"]) part.removeAttribute(name);
  return drawn;
}
