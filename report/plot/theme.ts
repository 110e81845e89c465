/** Colours of a picture, as computed: a saved file knows no custom properties. */
export interface Theme {
  ink: string;
  muted: string;
  line: string;
  canvas: string;
  accent: string;
  /** Of parts, in their order. */
  series: string[];
  /** Of what is left over, and of what is not known. */
  rest: string;
  none: string;
  bands: Record<"good" | "fair" | "poor" | "bad" | "none", string>;
}

const SERIES = ["--series-1", "--series-2", "--series-3", "--series-4", "--series-5", "--series-6"];

/** The colours that hold inside an element; those of the system where the person forces them. */
export function themeOf(element: HTMLElement): Theme {
  const probe = document.createElement("span");
  element.append(probe);
  const colour = (value: string): string => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const own = (name: string): string => colour(`var(${name})`);
  const forced = matchMedia("(forced-colors: active)").matches;
  const theme: Theme = forced
    ? {
        ink: colour("CanvasText"), muted: colour("CanvasText"), line: colour("GrayText"), canvas: colour("Canvas"), accent: colour("Highlight"),
        series: ["CanvasText", "Highlight", "GrayText", "LinkText", "ButtonText", "VisitedText"].map(colour), rest: colour("GrayText"), none: colour("Canvas"),
        bands: { good: colour("CanvasText"), fair: colour("CanvasText"), poor: colour("CanvasText"), bad: colour("CanvasText"), none: colour("GrayText") },
      }
    : {
        ink: own("--ink"), muted: own("--ink-muted"), line: own("--line"), canvas: own("--canvas"), accent: own("--accent"),
        series: SERIES.map(own), rest: own("--series-rest"), none: own("--track"),
        bands: { good: own("--grade-good"), fair: own("--grade-fair"), poor: own("--grade-poor"), bad: own("--grade-bad"), none: own("--series-rest") },
      };
  probe.remove();
  return theme;
}
