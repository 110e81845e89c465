import type { ExperimentRecord } from "../src/tlsinfo/experiment-record.ts";
import { CertificateSender } from "./certificates.ts";
import { gecko, type ChannelWrapper, type GeckoExtension, type MozRequestFilter, type NsIChannel, type NsISupports, type Observer } from "./gecko.ts";
import { recordOf } from "./record.ts";

/** webRequest.RequestFilter, checked by the schema. */
export interface RequestFilter {
  urls: string[];
  types?: string[] | null;
  tabId?: number | null;
  windowId?: number | null;
  incognito?: boolean | null;
}

const EXAMINE = ["http-on-examine-response", "http-on-examine-cached-response", "http-on-examine-merged-response"];
/** Before webRequest tells of the end. */
const STOP = "http-on-before-stop-request";
const TOPICS = [...EXAMINE, STOP];

/**
 * Watches requests for one listener and tells what their connections were: at each response, and at the end of a
 * request that failed. It reads and never changes, holds or delays anything.
 */
export class RequestObserver implements Observer {
  readonly #extension: GeckoExtension;
  readonly #filter: RequestFilter;
  readonly #webRequestFilter: MozRequestFilter;
  readonly #tell: (record: ExperimentRecord) => void;
  readonly #certificates = new CertificateSender();

  /** @throws ExtensionError where a pattern of the filter is none */
  constructor(extension: GeckoExtension, filter: RequestFilter, tell: (record: ExperimentRecord) => void) {
    this.#extension = extension;
    this.#filter = filter;
    this.#webRequestFilter = { urls: gecko.ExtensionUtils.parseMatchPatterns(filter.urls), types: filter.types ?? null, incognito: filter.incognito ?? null };
    this.#tell = tell;
  }

  start(): void {
    for (const topic of TOPICS) gecko.Services.obs.addObserver(this, topic);
  }

  stop(): void {
    for (const topic of TOPICS) gecko.Services.obs.removeObserver(this, topic);
  }

  /** Called by Gecko in the middle of its own work: never throws. */
  observe(subject: NsISupports, topic: string): void {
    try {
      const channel = subject.QueryInterface(gecko.Ci.nsIHttpChannel).QueryInterface(gecko.Ci.nsIHttpChannelInternal);
      // A WebSocket's address is https here.
      if (!channel.URI.schemeIs("https")) return;
      if (topic === STOP && !failed(channel)) return;
      const wrapper = channelWrappers().get(channel);
      if (!this.#mayTell(wrapper)) return;
      const fromCache = topic === "http-on-examine-cached-response" || topic === "http-on-examine-merged-response";
      this.#tell(recordOf(channel, wrapper, topic === STOP ? "failed" : "response", fromCache, this.#certificates));
    } catch (failure) {
      gecko.Cu.reportError(failure);
    }
  }

  /** What webRequest asks before it tells the add-on of a request, and in the same order. */
  #mayTell(wrapper: ChannelWrapper): boolean {
    const { tabId = null, windowId = null } = this.#filter;
    if (tabId !== null || windowId !== null) {
      const place = placeOf(wrapper);
      if (tabId !== null && tabId !== place.tabId) return false;
      if (windowId !== null && windowId !== place.windowId) return false;
    }
    if (!wrapper.matches(this.#webRequestFilter, this.#extension.policy, {})) return false;
    return this.#extension.userContextIsolation !== true || this.#extension.canAccessContainer(wrapper.loadInfo?.originAttributes.userContextId);
  }
}

/** Whether the request ended in an error. Of a redirected request the next hop tells. */
function failed({ status }: NsIChannel): boolean {
  const { NS_BINDING_REDIRECTED, NS_BINDING_RETARGETED } = gecko.Cr;
  return (status & 0x80000000) !== 0 && status !== NS_BINDING_REDIRECTED && status !== NS_BINDING_RETARGETED;
}

/** No global of an experiment's script, but one of Gecko's modules. */
function channelWrappers(): { get(channel: NsIChannel): ChannelWrapper } {
  return gecko.Cu.getGlobalForObject(gecko.Services).ChannelWrapper;
}

function placeOf({ browserElement }: ChannelWrapper): { tabId: number; windowId: number } {
  if (browserElement === null) return { tabId: -1, windowId: -1 };
  const { ExtensionParent } = gecko.ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
  return ExtensionParent.apiManager.global.tabTracker.getBrowserData(browserElement);
}
