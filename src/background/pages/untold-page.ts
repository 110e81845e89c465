import type { TlsInfo } from "../../core/tls-info.ts";
import { isUntold } from "./connection-list.ts";
import type { Pages } from "./pages.ts";

/** Whether next to nothing is known of the connection of the page in the tab. */
export function hasUntoldPage(pages: Pick<Pages, "view">, tabId: number): boolean {
  const main = pages.view(tabId)?.main;
  return main === undefined || isUntold(main);
}

/** Takes note of what was learnt of the page in the tab beside the browser's events, and has it written at once: it was asked for, and is not to be lost with a worker. */
export function noteLearnt(pages: Pick<Pages, "connectionTold" | "flush">, tabId: number, url: string, tlsInfo: TlsInfo): void {
  pages.connectionTold({ tabId, url, timeStamp: Date.now(), tlsInfo });
  void pages.flush();
}
