import type { Browser } from "webextension-polyfill";
import type { InterceptionAssessment } from "../../core/assessment.ts";
import type { Observation } from "../../core/observation.ts";
import { createWebRequest, tellsByItself } from "../../tlsinfo/index.ts";

export interface LookTools {
  browser: Pick<Browser, "webRequest" | "runtime">;
  interception: (observation: Observation) => Promise<InterceptionAssessment>;
  /** What is said of connections of the person's own that tell of one to this host, where the browser does not tell of ours. */
  known: (host: string, port: number) => Promise<readonly InterceptionAssessment[]>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Why nothing may be sent to a collector. */
export interface Obstacle {
  code: "intercepted" | "unreachable" | "unseen";
  detail: string;
}

/** Milliseconds in which the collector has to answer, and in which the browser has to tell of it. */
const PATIENCE = 30_000;
const TELLING = 2000;

/**
 * Whether somebody is likely to sit between here and a collector, who would read what is sent: looked at on a connection that nothing is sent
 * over yet, where the browser tells of it; else by what is known of the host and of the last connection. One whom the person or a policy expects is none. undefined: nothing
 * stands in the way.
 */
export async function obstacleTo(address: string, { browser, interception, known, now }: LookTools): Promise<Obstacle | undefined> {
  const url = new URL(address);
  if (url.protocol === "http:") return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port === "" ? 443 : Number(url.port);
  if (!tellsByItself(browser)) return (await known(host, port)).map(alarming).find((obstacle) => obstacle !== undefined);
  const looked = await look(url, browser);
  if (typeof looked === "string") return { code: "unreachable", detail: looked };
  if (looked === undefined) return { code: "unseen", detail: "" };
  const { ip, tlsInfo } = looked;
  const observation: Observation = { host, port, scheme: "https:", time: new Date(now()).toISOString(), tlsInfo, ...(typeof ip === "string" ? { ip } : {}) };
  return alarming(await interception(observation));
}

function alarming(interception: InterceptionAssessment): Obstacle | undefined {
  if (interception.expected !== undefined) return undefined;
  return interception.verdict === "likely" || interception.verdict === "known" ? { code: "intercepted", detail: interception.label ?? "" } : undefined;
}

type Told = Pick<Observation, "tlsInfo"> & { ip?: string | null | undefined };

/** What the browser tells of a connection to the collector over which nothing is sent; the browser's words where it does not come about. */
async function look(url: URL, browser: LookTools["browser"]): Promise<Told | string | undefined> {
  const own = browser.runtime.getURL("");
  let told: Told | undefined;
  let tell: () => void = () => undefined;
  const telling = new Promise<void>((resolve) => (tell = resolve));
  const listener = (details: { url: string; originUrl?: string | undefined; method: string; ip?: string | null | undefined; tlsInfo?: Observation["tlsInfo"] | undefined }): void => {
    if (details.method !== "HEAD" || details.originUrl?.startsWith(own) !== true || new URL(details.url).host !== url.host || details.tlsInfo === undefined) return;
    told = { tlsInfo: details.tlsInfo, ip: details.ip };
    tell();
  };
  const { onTlsInfo } = createWebRequest(browser);
  onTlsInfo.addListener(listener, { urls: [`https://${url.hostname}/*`] }, ["tlsInfo"]);
  try {
    // Whatever it answers, also that it knows no such page: the connection is what counts.
    await fetch(`${url.origin}/`, { method: "HEAD", credentials: "omit", redirect: "manual", cache: "no-store", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(PATIENCE) });
    await Promise.race([telling, new Promise((resolve) => setTimeout(resolve, TELLING))]);
  } catch (failure) {
    return failure instanceof Error ? failure.message : String(failure);
  } finally {
    onTlsInfo.removeListener(listener);
  }
  return told;
}
