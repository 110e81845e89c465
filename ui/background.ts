import browser from "webextension-polyfill";
import type { Messages } from "../src/messages/index.ts";
import { PAGE_WATCH_PORT, type PageReport } from "../src/messages/page.ts";

/** How long the background may take to answer before the page says that it does not. Milliseconds. */
const PATIENCE = 5000;
/** What browsers say where the background was unloaded in the very moment in which it was asked: it heard nothing. */
const NOBODY_THERE = /Receiving end does not exist/;
/** Pause before it is asked again. Milliseconds. */
const ASK_AGAIN = 150;
/** Pauses before the port is opened again after it was closed from the other side. Milliseconds. */
const RECONNECT = [100, 500, 2000, 5000] as const;

export class BackgroundError extends Error {
  readonly code: "no-answer" | "refused";

  constructor(code: BackgroundError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** Sends a request of src/messages/index.ts. Throws BackgroundError where the background is gone or does not answer in time. */
export async function ask<Type extends keyof Messages>(type: Type, request: Messages[Type]["request"], patience = PATIENCE): Promise<Messages[Type]["response"]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BackgroundError("no-answer", `No answer to ${type} within ${patience} ms.`)), patience);
  });
  try {
    return await Promise.race([sendUntilHeard<Messages[Type]["response"]>({ type, ...request }), late]);
  } catch (error) {
    if (error instanceof BackgroundError) throw error;
    throw new BackgroundError("refused", error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
}

/** Rejects as the browser does where nobody is there the second time, too. */
async function sendUntilHeard<Response>(message: object): Promise<Response> {
  const send = (): Promise<Response> => browser.runtime.sendMessage<object, Response>(message);
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof Error) || !NOBODY_THERE.test(error.message)) throw error;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
    return await send();
  }
}

/**
 * Follows a tab's page: every report that the background sends, until the page is closed. The port is opened again
 * when the background was unloaded; each time the present report is asked for, since changes may have been missed.
 */
export function watchPage(tabId: number, onReport: (report: PageReport | null) => void, onError: (error: BackgroundError) => void): void {
  let attempts = 0;

  const open = (): void => {
    // What the port sends is newer than the answer to a question asked before it.
    let heard = false;
    const port = browser.runtime.connect({ name: `${PAGE_WATCH_PORT}${tabId}` });
    port.onMessage.addListener((report) => {
      heard = true;
      attempts = 0;
      onReport(parse(report as string));
    });
    port.onDisconnect.addListener(() => {
      const pause = RECONNECT[Math.min(attempts, RECONNECT.length - 1)] ?? 0;
      attempts += 1;
      setTimeout(open, pause);
    });
    ask("page/text", { tabId }).then(
      (report) => {
        if (!heard) onReport(parse(report));
      },
      (error: unknown) => {
        if (!heard && error instanceof BackgroundError) onError(error);
      },
    );
  };
  open();
}

/** The background is ours: what it sends is what src/messages/index.ts says. */
function parse(report: string): PageReport | null {
  return JSON.parse(report) as PageReport | null;
}
