/* global chrome */
chrome.webRequest.onHeadersReceived.addListener(() => undefined, { urls: ["https://*/*", "wss://*/*"] });
