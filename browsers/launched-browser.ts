/** A real browser with the add-on in it, whichever it is. */
import type { Browser } from "puppeteer-core";

/** The most that one answer of a browser may take, on a busy machine too: axe-core looks at a large page for minutes there. Milliseconds. */
export const PROTOCOL_TIMEOUT = 900_000;

export interface LaunchedBrowser {
  /** For people. */
  name: "Firefox" | "Chromium";
  browser: Browser;
  /** Address of a file of the add-on. In Firefox page.goto never sees these load, so wait for the document instead. */
  addonUrl: (path: string) => string;
  /** Ends the browser and removes what was temporary. May be called again. */
  close: () => Promise<void>;
}
