import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";
import { test } from "node:test";
import { cases } from "../../../lab/cases/index.ts";
import type { Addresses } from "../../../lab/pages/addresses.ts";
import { html, visible } from "../../../lab/pages/html.ts";
import { pngImage } from "../../../lab/pages/images.ts";
import { answer } from "../../../lab/pages/site.ts";
import { HOSTILE_TEXT } from "../../../lab/pki/authorities.ts";

const addresses: Addresses = { url: (host) => `https://${host}:8443/`, plainUrl: (host) => `http://${host}:8080/` };
const site = { cases, addresses };

function ask(host: string, target = "/") {
  const labCase = cases.find((each) => each.host === host);
  assert.ok(labCase !== undefined, host);
  const reply = answer(labCase, target, site);
  return { ...reply, text: Buffer.from(reply.body).toString() };
}

test("html escapes what it is given, and makes hiding characters visible", () => {
  assert.equal(html`<p>${"<b>&\"'"}</p>`.text, "<p>&lt;b&gt;&amp;&quot;&#39;</p>");
  assert.equal(html`<p>${[html`<b>${"<"}</b>`]}</p>`.text, "<p><b>&lt;</b></p>");
  assert.equal(visible("a\u202Eb\u0000"), "a⟨U+202E⟩b⟨U+0000⟩");
});

test("the front page lists every host with its address and what is right or wrong about it", () => {
  const { text } = ask("lab.test");
  for (const { host, title } of cases) {
    assert.ok(text.includes(`href="${addresses.url(host)}"`), host);
    assert.ok(text.includes(html`${title}`.text), host);
  }
});

test("a case that is not served here is listed without a link, with the reason", () => {
  const { text } = { text: Buffer.from(answer(cases[0] ?? assert.fail(), "/", { addresses, cases: cases.map((each) => ({ ...each, unavailable: "no <reason>" })) }).body).toString() };
  assert.ok(!text.includes(`href="${addresses.url("http3.test")}"`));
  assert.ok(text.includes("no &lt;reason&gt;"));
});

test("hostile text is shown as text, on the front page and on its own", () => {
  for (const host of ["lab.test", "hostile-text.test"]) {
    const { text } = ask(host);
    assert.ok(text.includes(html`${HOSTILE_TEXT}`.text));
    assert.ok(!text.includes("<script>alert"));
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\u0000]/);
  }
});

test("every page is a document under a policy that allows no inline code", () => {
  for (const { host, page } of cases) {
    if (page.kind === "redirect") continue;
    const { status, headers, text } = ask(host);
    assert.equal(status, 200, host);
    assert.match(text, /^<!doctype html>\n<html lang="en">/, host);
    assert.match(headers["content-security-policy"] ?? "", /^default-src 'none'/, host);
    assert.doesNotMatch(headers["content-security-policy"] ?? "", /unsafe|\*/, host);
    assert.doesNotMatch(text, /<style|<script>|\son\w+="| style="/, host);
  }
});

test("Strict-Transport-Security is sent as the case says, and never over plain http", () => {
  for (const { host, hsts } of cases) assert.equal(ask(host).headers["strict-transport-security"] ?? null, hsts, host);
  assert.equal(ask("plain.test").headers["strict-transport-security"], undefined);
});

test("the bench page has 300 images from 20 hosts, which are not cached", () => {
  const urls = [...ask("bench.test").text.matchAll(/<img src="([^"]+)"/g)].map(([, url]) => new URL(url ?? ""));
  assert.equal(urls.length, 300);
  assert.equal(new Set(urls.map(({ href }) => href)).size, 300);
  assert.equal(new Set(urls.map(({ hostname }) => hostname)).size, 20);
  const image = ask("bench-07.test", "/image.svg?n=6");
  assert.equal(image.headers["cache-control"], "no-store");
  assert.equal(image.headers["content-type"], "image/svg+xml");
});

test("the page of mixed content asks for one image by plain http", () => {
  assert.ok(ask("mixed-plain.test").text.includes(`<img src="http://plain.test:8080/image.png`));
});

test("redirects lead to the next host", () => {
  assert.deepEqual([ask("redirect.test").status, ask("redirect.test").headers["location"]], [301, "https://redirect-hop.test:8443/"]);
  assert.deepEqual([ask("redirect-hop.test").status, ask("redirect-hop.test").headers["location"]], [302, "https://hsts-long.test:8443/"]);
});

test("the PNG is one: signature, chunks in order, one pixel of the colour", () => {
  const bytes = Buffer.from(pngImage(1, 2, 3));
  assert.equal(bytes.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n");
  const chunks: { type: string; data: Buffer }[] = [];
  for (let offset = 8; offset < bytes.length; ) {
    const length = bytes.readUInt32BE(offset);
    chunks.push({ type: bytes.toString("latin1", offset + 4, offset + 8), data: bytes.subarray(offset + 8, offset + 8 + length) });
    offset += 12 + length;
  }
  assert.deepEqual(chunks.map(({ type }) => type), ["IHDR", "IDAT", "IEND"]);
  assert.deepEqual([...inflateSync(chunks[1]?.data ?? Buffer.alloc(0))], [0, 1, 2, 3]);
});

test("what is not there is not found", () => {
  assert.equal(ask("lab.test", "/nothing").status, 404);
  for (const target of ["//", "//evil.test/", "*", "http://lab.test/", "?", ""]) assert.equal(ask("lab.test", target).status, 404, target);
});
