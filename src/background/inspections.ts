import type { InspectionMode } from "../settings/settings.ts";
import type { SettingsStore } from "../settings/store.ts";
import type { ChromiumInspector, Inspection, InspectionFailure } from "../tlsinfo/index.ts";
import type { InspectionOutcome, InspectionReport } from "../messages/inspection.ts";

export interface InspectionTools {
  /** undefined: this browser or this build has none. */
  inspector: ChromiumInspector | undefined;
  settings: SettingsStore;
  /** What was learnt of a tab's page. */
  onLearnt: (tabId: number, inspection: Inspection) => void;
  /** Whether next to nothing is known of the connection of the tab's page. */
  isUntold: (tabId: number) => boolean;
  /** Why an inspection failed; undefined for what is no such failure. */
  failureOf: (error: unknown) => InspectionFailure | undefined;
}

/** What the debugger tells of a document has come by then, or does not come. Milliseconds. */
const LATE = 1500;

/** When Chromium's debugger is asked: once for a page when the person asks, or for every page where they chose that. */
export class Inspections {
  readonly #tools: InspectionTools;
  #mode: InspectionMode = "on-demand";
  #ready: Promise<void> = Promise.resolve();

  constructor(tools: InspectionTools) {
    this.#tools = tools;
  }

  get available(): boolean {
    return this.#tools.inspector !== undefined;
  }

  get mode(): InspectionMode {
    return this.#mode;
  }

  /**
   * Reads what is chosen, and brings what is attached into line with it. At the start, and when the settings have changed:
   * one after the other, lest what the first still attaches is missed by the second.
   */
  refresh(): Promise<void> {
    this.#ready = this.#ready.then(() => this.#refresh()).catch((failure: unknown) => console.error("TLScope: whether every page is to be inspected could not be read.", failure));
    return this.#ready;
  }

  async report(): Promise<InspectionReport> {
    await this.#ready;
    return { available: this.available, mode: this.#mode };
  }

  /** Asks once about the page in a tab. */
  async inspect(tabId: number): Promise<InspectionOutcome> {
    const { inspector, onLearnt, failureOf } = this.#tools;
    if (inspector === undefined) return { failure: "refused" };
    try {
      const inspection = await inspector.inspect(tabId);
      onLearnt(tabId, inspection);
      return { way: inspection.way };
    } catch (error) {
      const failure = failureOf(error);
      if (failure === undefined) throw error;
      return { failure };
    }
  }

  /** A tab asks for a document: the debugger has to be there before the response is. */
  documentRequested({ tabId, url }: { tabId: number; url: string }): void {
    const { inspector } = this.#tools;
    if (inspector === undefined || tabId < 0) return;
    // Plain http may lead to https.
    if (/^https?:/.test(url)) void this.#ready.then(() => this.#mode === "every-page" ? inspector.follow(tabId) : undefined);
  }

  /** Where the debugger came too late for the document, as after a page that takes none, it is asked again. */
  async documentLoaded({ tabId, url }: { tabId: number; url: string }): Promise<void> {
    await this.#ready;
    if (this.#mode !== "every-page" || !url.startsWith("https:")) return;
    await this.#inspectUntold(tabId);
    // Where redirections led from one process to another Chromium may tell nothing of the document, which shows only by waiting.
    await new Promise((resolve) => setTimeout(resolve, LATE));
    await this.#inspectUntold(tabId);
  }

  async #inspectUntold(tabId: number): Promise<void> {
    if (this.#mode !== "every-page" || !this.#tools.isUntold(tabId)) return;
    if (await this.#tools.inspector?.follow(tabId) === true) await this.inspect(tabId);
  }

  /** The person cancelled the browser's bar: that is a no. */
  async cancelled(): Promise<void> {
    await this.#ready;
    if (this.#mode !== "every-page") return;
    this.#mode = "cancelled";
    // Where a policy wants every page, it cannot be kept: it holds until the background starts again.
    await this.#keepCancelled().catch((failure: unknown) => console.error("TLScope: that the bar was cancelled could not be kept.", failure));
  }

  async #keepCancelled(): Promise<void> {
    await this.#tools.settings.change((before) => ({ ...before, inspection: "cancelled" }));
    await this.refresh();
  }

  async #refresh(): Promise<void> {
    const { inspector, settings } = this.#tools;
    if (inspector === undefined) return;
    this.#mode = (await settings.read()).inspection;
    if (this.#mode === "every-page") await inspector.restore(true);
    else {
      await inspector.release();
      await inspector.restore(false);
    }
  }
}
