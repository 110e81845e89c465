// The wiring: what the browser tells goes to pages/, what is known there goes to the badge and to the add-on's own pages.
import type { Browser, Runtime, Tabs } from "webextension-polyfill";
import type { Messages } from "../messages/index.ts";
import { SETTINGS_KEY, SettingsStore } from "../settings/store.ts";
import { textFrom, type MessageTable, type Text } from "../core/text/message-text.ts";
import { createInspector, InspectionError, tellsByItself } from "../tlsinfo/index.ts";
import type { Answers } from "./answers/table.ts";
import { Badges } from "./badges.ts";
import { capture } from "./capture.ts";
import { Inspections } from "./inspections.ts";
import { Judging } from "./judging.ts";
import { Lookout } from "./lookout/lookout.ts";
import { managedSettings } from "./managed-settings.ts";
import { Pages } from "./pages/pages.ts";
import { hasUntoldPage, noteLearnt } from "./pages/untold-page.ts";
import { receive } from "./receive.ts";
import { Watchers } from "./watchers.ts";

declare const browser: Browser;

const { manifest_version: version, background } = browser.runtime.getManifest();
/** A service worker may be stopped at any moment, unannounced: what changes is written down at once, and in bursts soon. */
const IN_SERVICE_WORKER = version === 3;
/** A persistent background ends with the browser, or with its process where that crashes: what it writes is garbage to Firefox, and it writes seldom. */
const PERSISTENT = background?.persistent === true;

const pages = new Pages(browser.storage.session, { onChange: pageChanged, onRecorded: (connection) => lookout.note(connection), ...(IN_SERVICE_WORKER ? { delay: 50, prompt: true } : PERSISTENT ? { delay: 700 } : {}) });
const settings = new SettingsStore({ local: browser.storage.local, managed: () => managedSettings(browser.storage.managed), reader: () => import("./late/settings-reader.ts") });
const judging: Judging = new Judging({ judgement, settings, certificates: pages.certificates, session: () => pages.session.connections, led: () => pages.led.all, english, beside: async (chosen) => ({ ...await lookout.beside(chosen), userAgent: navigator.userAgent }) });
const lookout: Lookout = new Lookout({
  browser, settings, pages, judgement, upload, text: localText, onChange: judgeAnew, onNews: () => void showKnownTabs(),
  judge: async () => (await judging.now()).judge,
  assess: async (connection) => (await judging.now()).reporter.assessment(connection),
});
const badges = new Badges({ pages, settings, tabs: browser.tabs, text: localText, judges: () => judging.now(), button: () => IN_SERVICE_WORKER ? browser.action : browser.browserAction });
const watchers = new Watchers(async (tabId) => (await answers())["page/text"]({ tabId }));

// All listeners are added in the first tick: a browser that starts the background for an event hands it over then.

const inspector = createInspector(browser, () => void inspections.cancelled());
const inspections = new Inspections({
  inspector, settings,
  onLearnt: (tabId, { url, tlsInfo }) => noteLearnt(pages, tabId, url, tlsInfo),
  isUntold: (tabId) => hasUntoldPage(pages, tabId),
  failureOf: (error) => error instanceof InspectionError ? error.code : undefined,
});
capture({ browser, pages, inspections, inspector });

browser.alarms.onAlarm.addListener(() => void upload());
browser.runtime.onConnect.addListener((port) => {
  if (isOurOwn(port.sender)) watchers.connected(port);
});
browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => isOurOwn(sender) ? receive(message, answers) : undefined);
browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") void openFirstPage();
});
// An event page says that it is about to be unloaded.
browser.runtime.onSuspend.addListener(() => {
  void pages.flush();
  lookout.flush().catch((failure: unknown) => console.error("TLScope: what was seen could not be remembered.", failure));
});

// Settings may be written by another window of the browser, or by an older background that is just being unloaded.
// The pages' state in storage.session changes all the time: listened for by area, it is not sent back.
browser.storage.local.onChanged.addListener((changes) => {
  if (SETTINGS_KEY in changes) settingsWritten();
});
// Firefox reads a policy when it starts, and has no word for a change of it.
if (!tellsByItself(browser)) browser.storage.managed.onChanged.addListener(settingsWritten);

void inspections.refresh();
void pages.restore().then(async () => {
  // What the session has shown across hosts is known again to a background that was unloaded.
  for (const connection of pages.session.connections) lookout.note(connection);
  await reconcileTabs();
  await showKnownTabs();
});

function settingsWritten(): void {
  settings.forget();
  void settingsChanged();
}

/** Brings changed settings into effect. */
async function settingsChanged(): Promise<void> {
  judgeAnew();
  await inspections.refresh();
}

/** Settings, or what is known beside a connection, have changed: every badge and every open popup is made anew. */
function judgeAnew(): void {
  judging.forget();
  void pages.restore().then(showKnownTabs);
}

function pageChanged(tabId: number): void {
  badges.pageChanged(tabId);
  watchers.pageChanged(tabId);
}

/** Tabs from before the background was started: those that are known get their badge back, the others say so. */
async function showKnownTabs(): Promise<void> {
  const tabs = await browser.tabs.query({});
  const isKnown = ({ id }: Tabs.Tab): boolean => id !== undefined && pages.view(id) !== undefined;
  for (const tab of tabs) if (tab.id !== undefined && isKnown(tab)) pageChanged(tab.id);
  await badges.showUnknown(tabs.filter((tab) => !isKnown(tab)));
}

async function reconcileTabs(): Promise<void> {
  const asked = Date.now();
  const tabs = await browser.tabs.query({});
  pages.reconcile(new Map(tabs.flatMap(({ id, url }) => id === undefined ? [] : [[id, url] as const])), asked);
}

/** undefined: there is no such tab. */
async function existingTab(tabId: number): Promise<Tabs.Tab | undefined> {
  return (await browser.tabs.query({})).find(({ id }) => id === tabId);
}

/** Pages of other origins never get an answer, even if one day a script of ours ran in them. */
function isOurOwn(sender: Runtime.MessageSender | undefined): boolean {
  return sender?.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL("")) === true;
}

/** Whoever loads the add-on from a folder, for the time being, knows it. */
async function openFirstPage(): Promise<void> {
  const [{ installType }, { policy }] = await Promise.all([browser.management.getSelf(), settings.chosen()]);
  if (installType !== "development" && policy.firstRun) await browser.tabs.create({ url: "first-run/first-run.html" });
}

function localText(key: string, params: readonly string[] = []): string {
  return browser.i18n.getMessage(key, [...params]);
}

async function english(): Promise<Text> {
  const response = await fetch(browser.runtime.getURL("_locales/en/messages.json"));
  return textFrom(await response.json() as MessageTable);
}

/** Sends what is to be sent. */
async function upload(): Promise<void> {
  await (await answers())["upload/run"]({});
}

type Judgement = typeof import("./late/judgement.ts");

let judgementLoading: Promise<Judgement> | undefined;
let answersLoading: Promise<Answers<Messages>> | undefined;

function judgement(): Promise<Judgement> {
  return judgementLoading ??= import("./late/judgement.ts");
}

/** The table from message to handler. */
function answers(): Promise<Answers<Messages>> {
  return answersLoading ??= judgement().then(({ newAnswers }) => newAnswers({
    browser, pages, settings, judging, lookout, inspections, settingsChanged, judgeAnew, tellsByItself: tellsByItself(browser), tab: existingTab,
  }));
}
