/** A real browser with the add-on in it, whichever it is. */
import type { Browser } from "puppeteer-core";

export interface LaunchedBrowser {
  /** For people. */
  name: "Firefox" | "Chromium";
  browser: Browser;
  /** Address of a file of the add-on. In Firefox page.goto never sees these load, so wait for the document instead. */
  addonUrl: (path: string) => string;
  /** Ends the browser and removes what was temporary. May be called again. */
  close: () => Promise<void>;
}
