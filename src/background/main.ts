// The wiring: what the browser tells goes to pages/, what is known there goes to the badge and to the add-on's own pages.
import type { Browser, Runtime, Tabs, WebRequest } from "webextension-polyfill";
import { PROFILE_IDS } from "../core/assessment.ts";
import { Guard } from "./lookout/lookout.ts";
import { showBadge, type ToolbarButton } from "./badge/badge.ts";
import { Inspections } from "./inspections.ts";
import type { Messages } from "../messages/index.ts";
import { isUntold } from "./pages/connection-list.ts";
import { isSecure, toObservation, type StoredConnection } from "./pages/connection.ts";
import { Pages } from "./pages/pages.ts";
import type { Beside, Judge } from "./judge.ts";
import { BADGE_MODES, DEFAULT_SETTINGS, INSPECTION_MODES, type Settings } from "../settings/settings.ts";
import type { SettingsMessage } from "./answers/settings.ts";
import { SETTINGS_KEY, SettingsStore } from "../settings/store.ts";
import { emptyReport, stateOf, stateOfAddress } from "./answers/page-state.ts";
import type { Reporter } from "./answers/page-report.ts";
import type { View } from "./pages/view.ts";
import { whenQuiet } from "./pages/when-quiet.ts";
import { textFrom, type MessageTable, type Text } from "../core/text/message-text.ts";
import { connectionError, createInspector, createWebRequest, hstsOf, InspectionError, isAborted, navigationError, protocolOfDocument, tellsByItself, type WithTlsInfo } from "../tlsinfo/index.ts";
import type { TlsInfo } from "../core/tls-info.ts";
import type { InterceptionChange, TrustChange } from "../settings/decisions/changes.ts";
import { type ConnectionName, PAGE_WATCH_PORT, type PageReport } from "../messages/page.ts";

declare const browser: Browser;

const ALL = { urls: ["<all_urls>"] };
const PLAIN = { urls: ["http://*/*", "ws://*/*"] };
/** A badge is painted when its tab has been quiet for so long, and no later after a change than that. Milliseconds. */
const BADGE_REST = { quiet: 150, most: 1000 };
/** Open popups are told so long after the first of a tab's changes. Milliseconds. */
const WATCH_REST = { quiet: 200, most: 200 };

/** A service worker may be stopped at any moment, unannounced: what changes is written down at once, and in bursts soon. */
const IN_SERVICE_WORKER = browser.runtime.getManifest().manifest_version === 3;

const pages = new Pages(browser.storage.session, { onChange: pageChanged, onRecorded: (connection) => guard.note(connection), ...(IN_SERVICE_WORKER ? { delay: 50, prompt: true } : {}) });
const settings = new SettingsStore({ local: browser.storage.local, managed: managedSettings, reader: () => import("./late/settings-reader.ts") });
const guard = new Guard({
  browser, settings, pages, judgement, text: localText, onChange: judgeAnew, onNews: () => void showKnownTabs(),
  judge: async () => (await judging()).judge,
  assess: async (connection) => (await reporter()).assessment(connection),
  plainJudge: async () => (await newJudging(DEFAULT_SETTINGS)).judge,
});

// All listeners are added in the first tick: a browser that starts the background for an event hands it over then.

const inspector = createInspector(browser, () => void inspections.cancelled());
const inspections = new Inspections({
  inspector, settings,
  onLearnt: (tabId, { url, tlsInfo }) => learnt(tabId, url, tlsInfo),
  isUntold: hasUntoldPage,
  failureOf: (error) => error instanceof InspectionError ? error.code : undefined,
});
const webRequest = createWebRequest(browser, inspector);
webRequest.onTlsInfo.addListener((details) => {
  if (inspector?.causes(details) === true) return;
  pages.responseSeen({ ...details, hsts: hstsOf(details.responseHeaders ?? []) }, webRequest.tellsWithHeaders);
  if (webRequest.tellsWithHeaders && details.documentId !== undefined) hearOfFewerBeginnings();
}, ALL, ["tlsInfo", "responseHeaders"]);
// Each event of each request costs the page time, and a listener for ends costs where its filter lets none through.
if (webRequest.tellsWithHeaders) browser.webRequest.onHeadersReceived.addListener((details) => pages.responseSeen(details, true), PLAIN);
else webRequest.onCompleted.addListener(completed, ALL, ["tlsInfo"]);
webRequest.onErrorOccurred.addListener((details) => {
  if (inspector?.causes(details) === true) return;
  const error = details.tlsInfo?.extra?.error ?? connectionError(details.error);
  pages.requestFailed({ ...details, error, aborted: isAborted(error) });
}, ALL, ["tlsInfo"]);
browser.webRequest.onBeforeRequest.addListener(began, ALL);
browser.webRequest.onBeforeRedirect.addListener((details) => pages.requestRedirected(details), ALL);

browser.webNavigation.onCommitted.addListener((details) => pages.navigationCommitted(details));
browser.webNavigation.onErrorOccurred.addListener((details) => {
  const error = navigationError((details as { error?: string }).error ?? "");
  if (error === undefined || isAborted(error)) return;
  pages.navigationFailed(details, error);
  // Chromium tells of no commit of an error page: this is it. The document that it names is not that of the page.
  const { tabId, frameId, url, timeStamp } = details;
  if (!tellsByItself(browser) && frameId === 0) pages.navigationCommitted({ tabId, frameId, url, timeStamp });
});
browser.webNavigation.onHistoryStateUpdated.addListener((details) => pages.addressChanged(details));
browser.webNavigation.onReferenceFragmentUpdated.addListener((details) => pages.addressChanged(details));

if (!tellsByItself(browser)) {
  browser.webNavigation.onDOMContentLoaded.addListener((details) => {
    if (details.frameId === 0) void documentLoaded(details);
  });
}

browser.tabs.onRemoved.addListener((tabId) => pages.tabRemoved(tabId));
browser.tabs.onReplaced.addListener((added, removed) => pages.tabReplaced(added, removed));

const watchers = new Map<number, Set<Runtime.Port>>();

browser.runtime.onConnect.addListener((port) => {
  if (!port.name.startsWith(PAGE_WATCH_PORT) || !isOurOwn(port.sender)) return;
  const tabId = Number(port.name.slice(PAGE_WATCH_PORT.length));
  const ports = watchers.get(tabId) ?? new Set();
  watchers.set(tabId, ports.add(port));
  port.onDisconnect.addListener(() => {
    ports.delete(port);
    if (ports.size === 0) watchers.delete(tabId);
  });
});

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => isOurOwn(sender) ? answer(message) : undefined);

browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") void openFirstPage();
});

// Settings may be written by another window of the browser, or by an older background that is just being unloaded.
// The pages' state in storage.session changes all the time: listened for by area, it is not sent back.
browser.storage.local.onChanged.addListener((changes) => {
  if (SETTINGS_KEY in changes) settingsChanged();
});
// Firefox reads a policy when it starts, and has no word for a change of it.
if (!tellsByItself(browser)) browser.storage.managed.onChanged.addListener(settingsChanged);

// An event page says that it is about to be unloaded.
browser.runtime.onSuspend.addListener(() => {
  void pages.flush();
  guard.flush().catch((failure: unknown) => console.error("TLScope: what was seen could not be remembered.", failure));
});

void inspections.refresh();
void pages.restore().then(async () => {
  // What the session has shown across hosts is known again to a background that was unloaded.
  for (const connection of pages.session.connections) guard.note(connection);
  await reconcileTabs();
  await showKnownTabs();
});

function settingsChanged(): void {
  settings.forget();
  void inspections.refresh();
  judgeAnew();
}

function began(details: WebRequest.OnBeforeRequestDetailsType): void {
  if (details.type === "main_frame") inspections.documentRequested(details);
  if (inspector?.causes(details) !== true) pages.requestBegan(details);
}

function completed(details: WithTlsInfo<WebRequest.OnCompletedDetailsType>): void {
  if (inspector?.causes(details) !== true) pages.requestCompleted(details);
}

let hearsEveryBeginning = true;

/** Where responses name the document that asked, they belong to its page whenever they began: but for documents, and workers. */
function hearOfFewerBeginnings(): void {
  if (!hearsEveryBeginning) return;
  hearsEveryBeginning = false;
  const { onBeforeRequest } = browser.webRequest;
  onBeforeRequest.removeListener(began);
  onBeforeRequest.addListener((details) => began(details), { ...ALL, types: ["main_frame"] });
  onBeforeRequest.addListener((details) => began(details), { ...ALL, tabId: -1 });
}

/** undefined: the message is for somebody else. */
function answer(message: unknown): Promise<Messages[keyof Messages]["response"]> | undefined {
  if (isMessage(message, "page/get") && typeof message.tabId === "number") return pageReport(message.tabId);
  if (isMessage(message, "page/text") && typeof message.tabId === "number") return pageText(message.tabId);
  if (isMessage(message, "page/connection") && typeof message.tabId === "number") return connectionText(message.tabId, message);
  if (isMessage(message, "certificate/describe")) return certificateText(String(message.sha256));
  if (isMessage(message, "telemetry/export")) return telemetry(typeof message.tabId === "number" ? message.tabId : undefined);
  if (isMessage(message, "trust/get")) return trustReport();
  if (isMessage(message, "trust/change")) return changeOfTrust(message.change as TrustChange);
  if (isMessage(message, "interception/get")) return guard.report();
  if (isMessage(message, "interception/change")) return guard.change(message.change as InterceptionChange);
  if (isMessage(message, "history/forget")) return guard.forget(message.what as Messages["history/forget"]["request"]["what"]);
  if (isMessage(message, "elsewhere/set")) return guard.setElsewhere(typeof message.text === "string" ? message.text : null);
  if (isMessage(message, "profile/get")) return settings.read().then(({ profile }) => ({ profile }));
  if (isMessage(message, "profile/change")) return changeOfProfile(message.profile);
  if (isMessage(message, "badge/get")) return settings.read().then(({ badge }) => ({ badge }));
  if (isMessage(message, "badge/change")) return changeOfBadge(message.badge);
  if (isMessage(message, "inspection/get")) return inspections.report();
  if (isMessage(message, "inspection/change")) return changeOfInspection(message.mode);
  if (isMessage(message, "inspection/page") && typeof message.tabId === "number") return inspectionOf(message.tabId);
  if (isMessage(message, "companion/get")) return companionReport();
  if (isMessage(message, "companion/change")) return settings.change((before) => ({ ...before, companion: message.on === true })).then(companionReport);
  if (isMessage(message, "companion/ask") && typeof message.tabId === "number") return askCompanion(message.tabId);
  if (isReportMessage(message)) return guard.answerReport(message);
  if (isSettingsMessage(message)) return judgement().then(({ answerSettings }) => answerSettings(message, { settings, time: new Date().toISOString(), producer: browser.runtime.getManifest() }));
  return undefined;
}

function isReportMessage(message: unknown): message is Parameters<typeof guard.answerReport>[0] {
  return isOf(message, "report/");
}

function isMessage<Type extends keyof Messages>(message: unknown, type: Type): message is { type: Type } & Partial<Record<"tabId" | "change" | "profile" | "host" | "port" | "scheme" | "mode" | "what" | "text" | "on" | "sha256" | "badge", unknown>> {
  return typeof message === "object" && message !== null && "type" in message && message.type === type;
}

function isSettingsMessage(message: unknown): message is SettingsMessage {
  return isOf(message, "settings/");
}

/** Whether it is one of a family of messages. */
function isOf(message: unknown, family: string): boolean {
  return typeof message === "object" && message !== null && "type" in message && String(message.type).startsWith(family);
}

/** Pages of other origins never get an answer, even if one day a script of ours ran in them. */
function isOurOwn(sender: Runtime.MessageSender | undefined): boolean {
  return sender?.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL("")) === true;
}

function pageReport(tabId: number): Promise<PageReport | null> {
  return reportOf(tabId, (judge, view) => judge.report(view));
}

async function reportOf(tabId: number, make: (judge: Reporter, view: View) => Promise<PageReport>): Promise<PageReport | null> {
  await pages.restore();
  const view = pages.view(tabId);
  if (view !== undefined) {
    const [{ profile, companion }, judge] = await Promise.all([settings.read(), reporter()]);
    return { ...await make(judge, view), ...inspectionNotes(tabId, view.url), ...(companion ? companionNote(view) : {}), ...(profile === DEFAULT_SETTINGS.profile ? {} : { profile }), ...(pages.storageFull ? { storageFull: true } : {}) };
  }
  const tab = await existingTab(tabId);
  return tab === undefined ? null : { ...emptyReport(tab.url ?? "", tab.incognito), ...inspectionNotes(tabId, tab.url ?? "") };
}

async function pageText(tabId: number): Promise<string> {
  return JSON.stringify(await reportOf(tabId, (judge, view) => judge.list(view)));
}

async function connectionText(tabId: number, name: Partial<Record<keyof ConnectionName, unknown>>): Promise<string> {
  await pages.restore();
  const view = pages.view(tabId);
  return JSON.stringify(view === undefined ? null : await (await reporter()).connection(view, name));
}

async function certificateText(sha256: string): Promise<string> {
  await pages.restore();
  const [{ describeText }, { judge }] = await Promise.all([judgement(), judging()]);
  return await describeText(pages.certificates.get(sha256) ?? judge.anchor(sha256) ?? secondLook?.certificate(sha256));
}

/** Exports are judged as without any settings, so that whoever reads one comes to the same judgements. */
async function telemetry(tabId: number | undefined): Promise<object> {
  await pages.restore();
  const { exportDocument } = await judgement();
  const { reporter: judge } = await newJudging(DEFAULT_SETTINGS);
  const connections = tabId === undefined ? pages.session.connections : recordable(tabId);
  const records = await Promise.all(connections.filter(({ error, tls }) => error === undefined || tls?.sentChain !== undefined).map(async (connection) => ({
    observation: toObservation(connection, pages.certificates),
    assessment: await judge.assessment(connection),
    requests: connection.requests,
    types: connection.types,
    firstSeen: new Date(connection.firstSeen).toISOString(),
    lastSeen: new Date(connection.lastSeen).toISOString(),
  })));
  return exportDocument(records, { exportedAt: new Date().toISOString(), producer: await producer() });
}

/** What may be recorded of a tab: nothing of a private window. */
function recordable(tabId: number): StoredConnection[] {
  const view = pages.view(tabId);
  return view === undefined || view.incognito ? [] : view.connections.all.filter(({ tls }) => tls !== undefined);
}

async function producer(): Promise<{ name: string; version: string; browser: string }> {
  const { name, version } = browser.runtime.getManifest();
  return { name, version, browser: await browserName() };
}

/** Whoever loads the add-on from a folder, for the time being, knows it. */
async function openFirstPage(): Promise<void> {
  const [{ installType }, { policy }] = await Promise.all([browser.management.getSelf(), settings.chosen()]);
  if (installType !== "development" && policy.firstRun) await browser.tabs.create({ url: "first-run/first-run.html" });
}

/** Name and version. */
async function browserName(): Promise<string> {
  // Firefox alone has this; in Chromium the full version stands among its hints, and the chief one in its user agent.
  const { getBrowserInfo } = browser.runtime as Partial<Pick<typeof browser.runtime, "getBrowserInfo">>;
  if (getBrowserInfo !== undefined) {
    const { name, version } = await getBrowserInfo();
    return `${name} ${version}`;
  }
  return /(?:Headless)?Chrom(?:e|ium)\/[0-9.]+/.exec(navigator.userAgent)?.[0].replace("/", " ") ?? navigator.userAgent;
}

const badgeChanged = whenQuiet((tabId) => void updateBadge(tabId), BADGE_REST);
const reportChanged = whenQuiet((tabId) => void tellWatchers(tabId), WATCH_REST);

function pageChanged(tabId: number): void {
  badgeChanged(tabId);
  if (watchers.has(tabId)) reportChanged(tabId);
}

async function tellWatchers(tabId: number): Promise<void> {
  try {
    const report = await pageText(tabId);
    for (const port of watchers.get(tabId) ?? []) port.postMessage(report);
  } catch (failure) {
    console.error("TLScope: the page's report could not be made.", failure);
  }
}

async function updateBadge(tabId: number): Promise<void> {
  try {
    const view = pages.view(tabId);
    if (view === undefined) return;
    const { url, incognito } = view;
    const [{ badge: mode }, judge] = await Promise.all([settings.read(), reporter()]);
    await showBadge(toolbarButton(), localText, tabId, { state: stateOf(view), ...await judge.badge(view, Date.now()), mode, incognito, host: hostOf(url) });
  } catch (failure) {
    // A tab may be gone by now; all else is worth a word.
    if (await existingTab(tabId) !== undefined) console.error("TLScope: the badge could not be set.", failure);
  }
}

async function reconcileTabs(): Promise<void> {
  const asked = Date.now();
  const tabs = await browser.tabs.query({});
  pages.reconcile(new Map(tabs.flatMap(({ id, url }) => id === undefined ? [] : [[id, url] as const])), asked);
}

/** Tabs from before the background was started: those that are known get their badge back, the others say so. */
async function showKnownTabs(): Promise<void> {
  const tabs = await browser.tabs.query({});
  for (const { id, url, incognito } of tabs) {
    if (id === undefined) continue;
    if (pages.view(id) !== undefined) pageChanged(id);
    else await showBadge(toolbarButton(), localText, id, { state: stateOfAddress(url), grade: null, incognito, host: hostOf(url ?? "") }).catch((failure: unknown) => console.warn("TLScope: the badge of a tab could not be set.", failure));
  }
}

/** undefined: there is no such tab. */
async function existingTab(tabId: number): Promise<Tabs.Tab | undefined> {
  return (await browser.tabs.query({})).find(({ id }) => id === tabId);
}

function toolbarButton(): ToolbarButton {
  return IN_SERVICE_WORKER ? browser.action : browser.browserAction;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}

function localText(key: string, params: readonly string[] = []): string {
  return browser.i18n.getMessage(key, [...params]);
}

/** Firefox rejects where nobody has written a policy. */
async function managedSettings(): Promise<Record<string, unknown>> {
  try {
    return await browser.storage.managed.get();
  } catch (failure) {
    if (!String(failure).includes("not found")) console.error("TLScope: the policy cannot be read.", failure);
    return {};
  }
}

type Judgement = typeof import("./late/judgement.ts");

let judgementLoading: Promise<Judgement> | undefined;
let judgingLoading: Promise<Judging> | undefined;

function judgement(): Promise<Judgement> {
  judgementLoading ??= import("./late/judgement.ts");
  return judgementLoading;
}

async function reporter(): Promise<Reporter> {
  return (await judging()).reporter;
}

/** The judge for the settings of now, and who reports what it says. */
interface Judging {
  judge: Judge;
  reporter: Reporter;
}

function judging(): Promise<Judging> {
  if (judgingLoading !== undefined) return judgingLoading;
  const loading = settings.read().then(async (chosen) => newJudging(chosen, await guard.beside(chosen)));
  // A failure is told to who asked, and tried again by the next.
  loading.catch(() => {
    if (judgingLoading === loading) judgingLoading = undefined;
  });
  return judgingLoading = loading;
}

let memory: InstanceType<Judgement["JudgeMemory"]> | undefined;

/** Without `beside` each connection is judged by itself. */
async function newJudging({ trust }: Pick<Settings, "trust">, beside?: Beside): Promise<Judging> {
  const [{ EVERY_RULE, Judge, JudgeMemory, Reporter, ratePage, summarize }, text] = await Promise.all([judgement(), englishText()]);
  const judge = new Judge(trust, text, memory ??= new JudgeMemory(), beside);
  const rules = new Map(EVERY_RULE.map((rule) => [rule.id, rule]));
  return {
    judge,
    reporter: new Reporter(pages.certificates, {
      assess: (observation) => judge.assess(observation),
      failed: (host, time, thrown) => judge.failed(host, time, thrown),
      stateOf: (host, port, time) => judge.stateOf(host, port, time),
      anchor: (sha256) => judge.anchor(sha256),
      summarize,
      ratePage: (page) => ratePage(page, text),
      rule: (id) => rules.get(id),
    }),
  };
}

/** Settings have changed: every badge and every open popup is made anew. */
function judgeAnew(): void {
  judgingLoading = undefined;
  void pages.restore().then(showKnownTabs);
}

async function trustReport(): Promise<Messages["trust/get"]["response"]> {
  const [{ describeTrust }, { trust }] = await Promise.all([judgement(), settings.read()]);
  return await describeTrust(trust, Date.now());
}

async function changeOfTrust(change: TrustChange): Promise<Messages["trust/change"]["response"]> {
  const { changeTrust, TrustError } = await judgement();
  try {
    await settings.change((before) => ({ ...before, trust: changeTrust(before.trust, change) }));
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    return { trust: await trustReport(), error: { code: error.code, params: error.params } };
  }
  judgeAnew();
  return { trust: await trustReport() };
}

async function changeOfProfile(wanted: unknown): Promise<Messages["profile/change"]["response"]> {
  const profile = PROFILE_IDS.find((id) => id === wanted);
  if (profile === undefined) throw new Error(`There is no profile ${String(wanted)}.`);
  await settings.change((before) => ({ ...before, profile }));
  for (const tabId of watchers.keys()) pageChanged(tabId);
  return { profile };
}

async function changeOfBadge(wanted: unknown): Promise<Messages["badge/change"]["response"]> {
  const badge = BADGE_MODES.find((mode) => mode === wanted);
  if (badge === undefined) throw new Error(`There is no badge of ${String(wanted)}.`);
  await settings.change((before) => ({ ...before, badge }));
  await showKnownTabs();
  return { badge };
}

async function changeOfInspection(wanted: unknown): Promise<Messages["inspection/change"]["response"]> {
  const mode = INSPECTION_MODES.find((each) => each === wanted);
  if (mode === undefined || mode === "cancelled") throw new Error(`There is no such mode: ${String(wanted)}.`);
  return await inspections.change(mode);
}

async function inspectionOf(tabId: number): Promise<Messages["inspection/page"]["response"]> {
  await pages.restore();
  return await inspections.inspect(tabId);
}

/** Whether next to nothing is known of the connection of the page in the tab. */
function hasUntoldPage(tabId: number): boolean {
  const main = pages.view(tabId)?.main;
  return main === undefined || isUntold(main);
}

function inspectionNotes(tabId: number, url: string): Pick<PageReport, "inspection" | "inspectionCancelled"> {
  if (tellsByItself(browser) || !url.startsWith("https:") || pages.view(tabId)?.error !== undefined) return {};
  return {
    ...(hasUntoldPage(tabId) ? { inspection: inspections.available ? "possible" as const : "other-build" as const } : {}),
    ...(inspections.mode === "cancelled" ? { inspectionCancelled: true } : {}),
  };
}

async function companionReport(): Promise<Messages["companion/get"]["response"]> {
  const { companion } = await settings.read();
  return { on: companion && await browser.permissions.contains({ permissions: ["nativeMessaging"] }) };
}

/** Only pages of windows that are not private, and only the address that the browser itself connected to. */
function companionNote({ incognito, main }: View): Pick<PageReport, "companion"> {
  if (incognito || main === undefined || !isSecure(main.scheme)) return {};
  return { companion: main.ip !== undefined ? "possible" : main.endpoint !== undefined ? "maybe-proxy" : "no-address" };
}

let secondLook: InstanceType<Judgement["SecondLook"]> | undefined;

async function askCompanion(tabId: number): Promise<Messages["companion/ask"]["response"]> {
  await pages.restore();
  const { companion } = await settings.read();
  const view = pages.view(tabId);
  const possible = view === undefined ? undefined : companionNote(view).companion;
  if (!companion || view?.main === undefined || possible === undefined) return { failure: "not-asked", detail: "" };
  const { endpoint } = view.main;
  const maybeProxy = possible === "maybe-proxy";
  const seen = { ...endpoint === undefined ? {} : { ip: endpoint }, ...toObservation(view.main, pages.certificates) };
  const [{ SecondLook, summarize }, { judge }] = await Promise.all([judgement(), judging()]);
  // Behind what may be a proxy's address the companion meets whoever answers there.
  const outcome = await (secondLook ??= new SecondLook(browser.runtime, summarize)).look(judge, seen, maybeProxy ? undefined : (met) => guard.companionSaw(met));
  return "sight" in outcome && maybeProxy ? { sight: { ...outcome.sight, maybeProxy: true } } : outcome;
}

function learnt(tabId: number, url: string, tlsInfo: TlsInfo): void {
  pages.connectionTold({ tabId, url, timeStamp: Date.now(), tlsInfo });
  // A person asked for it: it is not to be lost with the worker.
  void pages.flush();
}

/** What a browser that tells add-ons nothing by itself can be asked without more ado. */
async function documentLoaded(details: { tabId: number; url: string; documentId?: string | undefined }): Promise<void> {
  const { tabId, url, documentId } = details;
  await pages.restore();
  await inspections.documentLoaded(details);
  if (!url.startsWith("https:") || !hasUntoldPage(tabId)) return;
  const tlsInfo = await protocolOfDocument(browser, tabId, documentId);
  if (tlsInfo !== undefined && hasUntoldPage(tabId)) learnt(tabId, url, tlsInfo);
}

/** Judgements are made in English, so that what is stored and exported stays comparable. */
async function englishText(): Promise<Text> {
  const response = await fetch(browser.runtime.getURL("_locales/en/messages.json"));
  return textFrom(await response.json() as MessageTable);
}
