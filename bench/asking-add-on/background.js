/* global browser */
browser.webRequest.onHeadersReceived.addListener(
  ({ requestId }) => void browser.webRequest.getSecurityInfo(requestId, { certificateChain: true }),
  { urls: ["https://*/*", "wss://*/*"] },
  ["blocking", "responseHeaders"],
);
