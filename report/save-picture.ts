const SVG = "http://www.w3.org/2000/svg";
/** Pixels of a PNG for each of the picture's. */
const DENSITY = 2;
/** Long enough for the browser to read the file, also after asking where to put it. Milliseconds. */
const KEPT = 120_000;

/** The picture as a file of its own: with a background and its name. */
export function svgText(picture: SVGSVGElement, background: string): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const label = copy.getAttribute("aria-label");
  if (label !== null) {
    const title = document.createElementNS(SVG, "title");
    title.textContent = label;
    copy.prepend(title);
  }
  const back = document.createElementNS(SVG, "rect");
  const { width, height } = picture.viewBox.baseVal;
  for (const [name, value] of [["width", String(width)], ["height", String(height)], ["fill", background]] as const) back.setAttribute(name, value);
  copy.prepend(back);
  return new XMLSerializer().serializeToString(copy);
}

export function saveSvg(picture: SVGSVGElement, name: string, background: string): Promise<void> {
  save(new Blob([svgText(picture, background)], { type: "image/svg+xml" }), `${name}.svg`);
  return Promise.resolve();
}

/** Rejects where the browser cannot draw it. */
export async function savePng(picture: SVGSVGElement, name: string, background: string): Promise<void> {
  const url = URL.createObjectURL(new Blob([svgText(picture, background)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { width, height } = picture.viewBox.baseVal;
    const canvas = Object.assign(document.createElement("canvas"), { width: width * DENSITY, height: height * DENSITY });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (blob === null) throw new Error("The browser gave no PNG.");
    save(blob, `${name}.png`);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function save(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href: url, download: fileName });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}
