// Each tab's TLS version on a toolbar button; its tooltip has the suite's number and the group.
import { inspector, webRequest } from "./webrequest-tlsinfo/index.js";

const { action, tabs } = globalThis.browser ?? globalThis.chrome;
const documents = { urls: ["https://*/*"], types: ["main_frame"] };
const told = new Map();

function show(tabId, text, title) {
  told.set(tabId, [text, title]);
  action.setBadgeText({ tabId, text });
  action.setTitle({ tabId, title });
}

function showConnection(tabId, { protocol, tlsVersion, cipherSuite, keyExchangeGroup }) {
  const suite = cipherSuite === undefined ? "suite not told" : `suite 0x${cipherSuite.toString(16).padStart(4, "0")}`;
  show(tabId, tlsVersion?.replace("TLS ", "") ?? protocol ?? "?", `${suite}, group ${keyExchangeGroup ?? "not told"}`);
}

webRequest.onCompleted.addListener(({ tabId, tlsInfo }) => showConnection(tabId, tlsInfo ?? {}), documents, ["tlsInfo"]);
webRequest.onErrorOccurred.addListener(({ tabId, tlsInfo }) => show(tabId, "!", tlsInfo?.extra?.error?.code ?? "failed"), documents, ["tlsInfo"]);

// A browser clears the button when it shows the next document, which may come after the word about its connection.
tabs.onUpdated.addListener((tabId, { status }) => status === "complete" && told.has(tabId) && show(tabId, ...told.get(tabId)));

// In Chromium only the debugger knows: it is asked when the person clicks.
action.onClicked.addListener(async ({ id }) => {
  if (inspector !== undefined) showConnection(id, (await inspector.inspect(id)).tlsInfo);
});
