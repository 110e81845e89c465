// The background as Chromium's service worker: the same, with `browser` as Firefox has it.
import "./chromium-browser.ts";
import "./main.ts";
