/** The content of pages that are about more than their own connection: markup and scripts. */
import type { PageContent } from "../case.ts";
import type { Addresses } from "./addresses.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import type { Reply } from "./reply.ts";

type Content<Kind extends PageContent["kind"]> = Extract<PageContent, { kind: Kind }>;

export function images(content: Content<"images">, addresses: Addresses): Html {
  const { hosts } = content;
  const own = Array.from({ length: content.images }, (_, index) => {
    const host = hosts[index % hosts.length] ?? "";
    return html`<img src="${addresses.url(host)}image.svg?n=${index}" width="16" height="16" alt="">`;
  });
  const plain = (content.plain ?? []).map((host) => html`<img src="${addresses.plainUrl(host)}image.png?n=1" width="16" height="16" alt="">`);
  return html`<div class="images">${own}${plain}</div>`;
}

export function frames({ hosts }: Content<"frames">, addresses: Addresses): Html {
  return html`${hosts.map((host) => html`<iframe src="${addresses.url(host)}" title="${host}"></iframe>
`)}`;
}

/** Scripts write one line a finished part here; `data-done` is set when all have answered or failed. */
const REPORT = html`<p>What happened:</p><output id="report"></output>`;

export const workers = (): Html => REPORT;
export const websockets = (): Html => REPORT;

export function redirect({ status, to }: Content<"redirect">, addresses: Addresses, headers: Readonly<Record<string, string>>): Reply {
  return { status, headers: { ...headers, location: addresses.url(to), "cache-control": "no-store" }, body: "" };
}

/** Writes results and says when `count` of them are there. */
const REPORTER = `
const report = document.getElementById("report");
let left = 0;
function expect(count) { left = count; }
function tell(line) {
  report.append(line + "\\n");
  left -= 1;
  if (left === 0) report.dataset.done = "true";
}
`;

export function pageScript(content: PageContent, addresses: Addresses): string {
  switch (content.kind) {
    case "workers":
      return `${REPORTER}
expect(3);
new Worker("/worker.js").addEventListener("message", ({ data }) => tell(data));
const shared = new SharedWorker("/shared-worker.js");
shared.port.addEventListener("message", ({ data }) => tell(data));
shared.port.start();
navigator.serviceWorker.addEventListener("message", ({ data }) => tell(data));
navigator.serviceWorker.register("/service-worker.js")
  .then(() => navigator.serviceWorker.ready)
  .then((registration) => registration.active.postMessage("fetch"), (error) => tell("service worker: " + error));
`;
    case "websockets": {
      const urls = content.hosts.map((host) => addresses.url(host).replace(/^https:/, "wss:") + "socket");
      return `${REPORTER}
const urls = ${JSON.stringify(urls)};
expect(urls.length);
for (const url of urls) {
  const socket = new WebSocket(url);
  socket.addEventListener("open", () => socket.send("hello"));
  socket.addEventListener("message", ({ data }) => { tell(url + ": " + data); socket.close(); });
  socket.addEventListener("error", () => tell(url + ": failed"));
}
`;
    }
    default:
      return "";
  }
}

function fetchFrom(label: string, host: string, addresses: Addresses): string {
  return `fetch(${JSON.stringify(`${addresses.url(host)}data.json`)}).then((response) => response.json()).then(({ host }) => ${JSON.stringify(`${label}: `)} + host, (error) => ${JSON.stringify(`${label}: `)} + error)`;
}

export function workerScript(content: PageContent, addresses: Addresses): string {
  return content.kind === "workers" ? `${fetchFrom("dedicated worker", content.dedicated, addresses)}.then((line) => postMessage(line));\n` : "";
}

export function sharedWorkerScript(content: PageContent, addresses: Addresses): string {
  if (content.kind !== "workers") return "";
  return `addEventListener("connect", ({ ports: [port] }) => { ${fetchFrom("shared worker", content.shared, addresses)}.then((line) => port.postMessage(line)); });\n`;
}

export function serviceWorkerScript(content: PageContent, addresses: Addresses): string {
  if (content.kind !== "workers") return "";
  return `addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => event.waitUntil(${fetchFrom("service worker", content.service, addresses)}.then((line) => event.source.postMessage(line))));
`;
}
