/** What a host of the lab answers: from the case's page content to status, headers and body. Pure. */
import type { LabCase, PageContent } from "../case.ts";
import type { Addresses } from "./addresses.ts";
import { frontPage } from "./front.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { pngImage, svgImage } from "./images.ts";
import { page } from "./layout.ts";
import { frames, images, pageScript, redirect, sharedWorkerScript, serviceWorkerScript, websockets, workers, workerScript } from "./content.ts";
import { style } from "./style.ts";
import type { Reply } from "./reply.ts";

export interface LabSite {
  cases: readonly LabCase[];
  addresses: Addresses;
}

const STATIC = "max-age=3600";

/** `target`: the request's path with its query. */
export function answer(labCase: LabCase, target: string, site: LabSite): Reply {
  // By hand: a target such as "//" is no URL, and "//host/" would be another host's.
  const [pathname = "", query = ""] = target.split("?", 2);
  const headers: Readonly<Record<string, string>> = labCase.hsts === null ? {} : { "strict-transport-security": labCase.hsts };
  const reply = (type: string, body: string | Uint8Array, cache: string): Reply => ({
    status: 200,
    headers: { ...headers, "content-type": type, "cache-control": cache, "x-content-type-options": "nosniff", "access-control-allow-origin": "*" },
    body,
  });
  const index = Number.parseInt(new URLSearchParams(query).get("n") ?? "0", 10) || 0;

  switch (pathname) {
    case "/":
      return document(labCase, site, headers);
    case "/style.css":
      return reply("text/css; charset=utf-8", style, STATIC);
    case "/icon.svg":
    case "/favicon.ico":
      return reply("image/svg+xml", svgImage(4), STATIC);
    case "/image.svg":
      return reply("image/svg+xml", svgImage(index), "no-store");
    case "/image.png":
      return reply("image/png", pngImage(index * 31, index * 17, 120), "no-store");
    case "/data.json":
      return reply("application/json", JSON.stringify({ host: labCase.host }), "no-store");
    case "/page.js":
      return reply("text/javascript; charset=utf-8", pageScript(labCase.page, site.addresses), "no-cache");
    case "/worker.js":
      return reply("text/javascript; charset=utf-8", workerScript(labCase.page, site.addresses), "no-cache");
    case "/shared-worker.js":
      return reply("text/javascript; charset=utf-8", sharedWorkerScript(labCase.page, site.addresses), "no-cache");
    case "/service-worker.js":
      return reply("text/javascript; charset=utf-8", serviceWorkerScript(labCase.page, site.addresses), "no-cache");
    default:
      return { status: 404, headers: { ...headers, "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" }, body: "Not found\n" };
  }
}

function document(labCase: LabCase, { cases, addresses }: LabSite, headers: Readonly<Record<string, string>>): Reply {
  if (labCase.page.kind === "redirect") return redirect(labCase.page, addresses, headers);
  return {
    status: 200,
    headers: { ...headers, "content-type": "text/html; charset=utf-8", "cache-control": "no-cache", "content-security-policy": policy(labCase.page, addresses), "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" },
    body: body(labCase, cases, addresses).text,
  };
}

function body(labCase: LabCase, cases: readonly LabCase[], addresses: Addresses): Html {
  const content = labCase.page;
  switch (content.kind) {
    case "front":
      return frontPage(cases, addresses);
    case "images":
      return casePage(labCase, addresses, images(content, addresses));
    case "frames":
      return casePage(labCase, addresses, frames(content, addresses));
    case "workers":
      return casePage(labCase, addresses, workers(), "/page.js");
    case "websockets":
      return casePage(labCase, addresses, websockets(), "/page.js");
    case "simple":
    case "redirect":
      return casePage(labCase, addresses, html`<div class="images"><img src="/image.svg?n=1" width="16" height="16" alt=""></div>`);
  }
}

function casePage({ host, title, description, hsts, server }: LabCase, addresses: Addresses, content: Html, script?: string): Html {
  return page({
    title: `${title} – TLScope lab`,
    body: html`<h1>${title}</h1>
<p class="lead">${description}</p>
<dl>
<dt>Host</dt><dd>${host}</dd>
${server.kind === "tls" ? html`<dt>Strict-Transport-Security</dt><dd>${hsts ?? "not sent"}</dd>
` : ""}</dl>
${content}
<footer><a href="${addresses.url("lab.test")}">All hosts of the lab</a></footer>`,
    ...(script === undefined ? {} : { script }),
  });
}

/** As strict as the content allows: no inline code, and only the hosts that the page is about. */
function policy(content: PageContent, addresses: Addresses): string {
  const origins = (hosts: readonly string[]) => hosts.map((host) => new URL(addresses.url(host)).origin);
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'none'"], "style-src": ["'self'"], "img-src": ["'self'"], "base-uri": ["'none'"], "form-action": ["'none'"],
  };
  switch (content.kind) {
    case "images":
      directives["img-src"] = ["'self'", ...origins(content.hosts), ...(content.plain ?? []).map((host) => new URL(addresses.plainUrl(host)).origin)];
      break;
    case "frames":
      directives["frame-src"] = origins(content.hosts);
      break;
    case "workers":
      directives["script-src"] = ["'self'"];
      directives["worker-src"] = ["'self'"];
      directives["connect-src"] = ["'self'", ...origins([content.dedicated, content.shared, content.service])];
      break;
    case "websockets":
      directives["script-src"] = ["'self'"];
      directives["connect-src"] = origins(content.hosts).map((origin) => origin.replace(/^https:/, "wss:"));
      break;
    case "simple":
    case "front":
    case "redirect":
  }
  return Object.entries(directives).map(([name, values]) => `${name} ${values.join(" ")}`).join("; ");
}
