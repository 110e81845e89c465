/* global browser */
browser.webRequest.onHeadersReceived.addListener(() => undefined, { urls: ["https://*/*", "wss://*/*"] }, ["blocking"]);
