import type { Runtime } from "webextension-polyfill";

/** Name and version of the browser. */
export async function browserName(runtime: Partial<Pick<Runtime.Static, "getBrowserInfo">>): Promise<string> {
  // Firefox alone has this; in Chromium the full version stands among its hints, and the chief one in its user agent.
  if (runtime.getBrowserInfo !== undefined) {
    const { name, version } = await runtime.getBrowserInfo();
    return `${name} ${version}`;
  }
  return /(?:Headless)?Chrom(?:e|ium)\/[0-9.]+/.exec(navigator.userAgent)?.[0].replace("/", " ") ?? navigator.userAgent;
}
