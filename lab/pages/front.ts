import type { CaseCategory, LabCase } from "../case.ts";
import type { Addresses } from "./addresses.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { page } from "./layout.ts";

const HEADINGS: Readonly<Record<CaseCategory, string>> = {
  front: "This page",
  cipher: "Cipher suites",
  group: "Key exchange groups",
  version: "Versions",
  http: "HTTP versions",
  key: "Keys of certificates",
  hsts: "Strict transport security",
  chain: "Chains as sent",
  trust: "Trust",
  certificate: "Dates and signatures",
  name: "Names",
  page: "Pages of many connections",
  failure: "Handshakes that fail",
  bench: "For measuring",
};

/** The list of all hosts, by category, with what is right or wrong about each. */
export function frontPage(cases: readonly LabCase[], addresses: Addresses): Html {
  const categories = (Object.keys(HEADINGS) as CaseCategory[]).filter((category) => cases.some((labCase) => labCase.category === category));
  return page({
    title: "TLScope lab",
    body: html`<h1>TLScope lab</h1>
<p class="lead">${cases.length} hosts on this machine, each right or wrong in one way. The mark is what is to be expected of a browser that trusts the lab’s roots: a grade, or that the page does not load.</p>
<nav aria-label="Categories">${categories.map((category) => html`<a href="#${category}">${HEADINGS[category]}</a>
`)}</nav>
${categories.map((category) => html`<section aria-labelledby="${category}">
<h2 id="${category}">${HEADINGS[category]}</h2>
<ul class="cases">
${cases.filter((labCase) => labCase.category === category).map((labCase) => entry(labCase, addresses))}</ul>
</section>
`)}`,
  });
}

function entry({ host, title, description, expect, unavailable }: LabCase, addresses: Addresses): Html {
  const mark = markOf(expect);
  const heading = unavailable === undefined ? html`<a href="${addresses.url(host)}">${title}</a>` : html`${title}`;
  return html`<li class="case">
<h3>${heading}</h3>
<span class="mark ${mark.tone}" title="${mark.words}">${mark.text}</span>
<span class="host">${host}</span>
<p class="what">${description}</p>
${unavailable === undefined ? "" : html`<p class="what off">Not served here: ${unavailable}</p>`}
</li>
`;
}

function markOf({ outcome, grade, errorName }: LabCase["expect"]): { text: string; tone: "good" | "fair" | "bad"; words: string } {
  if (outcome === "fails") return { text: "fails", tone: "bad", words: `Does not load: ${errorName ?? "the handshake fails"}` };
  if (outcome === "plain") return { text: "http", tone: "bad", words: "Loads without TLS" };
  const text = grade ?? "–";
  return { text, tone: /^A[+]?$/.test(text) ? "good" : /^[AB]/.test(text) ? "fair" : "bad", words: `Grade ${text}` };
}
