/** An event of chrome.*, as far as it is used here. */
interface ChromiumEvent<Listener> {
  addListener(listener: Listener): void;
}

/** A tab, or a frame or worker of it in a process of its own. */
export interface DebuggerTarget {
  tabId?: number | undefined;
  sessionId?: string | undefined;
}

/** chrome.debugger, as far as it is used here. */
export interface ChromiumDebugger {
  attach(target: { tabId: number }, version: string): Promise<void>;
  detach(target: { tabId: number }): Promise<void>;
  sendCommand(target: DebuggerTarget, method: string, params?: object): Promise<unknown>;
  getTargets(): Promise<{ tabId?: number; attached: boolean }[]>;
  readonly onEvent: ChromiumEvent<(source: DebuggerTarget, method: string, params?: object) => void>;
  readonly onDetach: ChromiumEvent<(source: DebuggerTarget, reason: string) => void>;
}

/** chrome.scripting, as far as it is used here. */
export interface ChromiumScripting {
  executeScript<Args extends unknown[], Result>(injection: {
    target: { tabId: number } | { tabId: number; documentIds: string[] };
    func: (...args: Args) => Result;
    args?: Args;
  }): Promise<{ result?: Awaited<Result> }[]>;
}

/** chrome.webRequest, as far as the debugger's side uses it. */
export interface ChromiumWebRequest {
  readonly onBeforeRequest: DocumentEvent;
  readonly onResponseStarted: DocumentEvent;
}

interface DocumentEvent {
  addListener(listener: (details: { tabId: number }) => void, filter: { urls: string[]; types: string[] }): void;
}

/** chrome.tabs, as far as it is used here; it takes no permission. */
export interface ChromiumTabs {
  get(tabId: number): Promise<{ status?: string }>;
  readonly onUpdated: ChromiumEvent<(tabId: number, change: { status?: string }) => void>;
  readonly onRemoved: ChromiumEvent<(tabId: number) => void>;
}

/** What the debugger's side uses of the browser. */
export interface InspectedBrowser {
  debugger: ChromiumDebugger;
  scripting: ChromiumScripting;
  webRequest: ChromiumWebRequest;
  tabs: ChromiumTabs;
}

/** undefined where the add-on has not the permissions for all of it, and in Firefox. */
export function inspectedBrowser(browser: object): InspectedBrowser | undefined {
  return debuggerOf(browser) === undefined || scriptingOf(browser) === undefined ? undefined : browser as InspectedBrowser;
}

/** chrome.debugger; undefined where the add-on has not its permission, and in Firefox. */
function debuggerOf(browser: object): ChromiumDebugger | undefined {
  const { debugger: api } = browser as { debugger?: ChromiumDebugger };
  return typeof api?.attach === "function" ? api : undefined;
}

export function scriptingOf(browser: object): ChromiumScripting | undefined {
  const { scripting } = browser as { scripting?: ChromiumScripting };
  return typeof scripting?.executeScript === "function" ? scripting : undefined;
}
