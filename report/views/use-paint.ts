import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** What a picture depends on beside what it shows: its width in CSS pixels, and whether its colours are others now. */
export interface Paint {
  width: number;
  scheme: string;
}

const SCHEMES = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

/** Widths follow the element's in steps, so that a window that is being drawn larger does not draw all anew at each pixel. */
const STEP = 8;

export function usePaint(element: RefObject<HTMLElement | null>): Paint {
  const [paint, setPaint] = useState<Paint>({ width: 0, scheme: "" });
  useEffect(() => {
    const place = element.current;
    if (place === null) return;
    const look = (): void => {
      const width = Math.floor(place.clientWidth / STEP) * STEP;
      const scheme = SCHEMES.map((query) => String(matchMedia(query).matches)).join();
      setPaint((before) => before.width === width && before.scheme === scheme ? before : { width, scheme });
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(place);
    const queries = SCHEMES.map((query) => matchMedia(query));
    for (const query of queries) query.addEventListener("change", look);
    return () => {
      observer.disconnect();
      for (const query of queries) query.removeEventListener("change", look);
    };
  }, []);
  return paint;
}
