export interface LegendItem {
  name: string;
  colour: string;
  /** A stroke instead of a patch. */
  line: boolean;
}

const SVG = "http://www.w3.org/2000/svg";
const ROW = 18;
const PATCH = 10;
/** About as wide as a letter at 11 pixels, and between one item and the next. */
const LETTER = 7;
const GAP = 16;

/** Adds a legend below a picture, as part of it, so that a saved picture has it too. */
export function withLegend(svg: SVGSVGElement, items: readonly LegendItem[], ink: string): SVGSVGElement {
  const { width, height } = svg.viewBox.baseVal;
  const legend = document.createElementNS(SVG, "g");
  legend.setAttribute("aria-hidden", "true");
  let left = 4;
  let top = height + 6;
  for (const { name, colour, line } of items) {
    const wide = PATCH + 6 + name.length * LETTER + GAP;
    if (left > 4 && left + wide - GAP > width) {
      left = 4;
      top += ROW;
    }
    legend.append(
      element("rect", { x: left, y: line ? top + 4 : top, width: PATCH, height: line ? 3 : PATCH, rx: line ? 1 : 2, fill: colour }),
      element("text", { x: left + PATCH + 6, y: top + 9, fill: ink, "font-size": 11, "text-anchor": "start" }, name),
    );
    left += wide;
  }
  svg.append(legend);
  const whole = items.length === 0 ? height : top + ROW;
  svg.setAttribute("viewBox", `0 0 ${width} ${whole}`);
  svg.setAttribute("height", String(whole));
  return svg;
}

function element(name: string, attributes: Record<string, string | number>, content?: string): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  if (content !== undefined) made.textContent = content;
  return made;
}
