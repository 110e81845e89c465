import assert from "node:assert/strict";
import { test } from "node:test";
import { ratePage } from "../../../../src/core/rating/page.ts";
import type { PagePart } from "../../../../src/core/rules/page-context.ts";
import { english } from "../../support/english.ts";

const MAIN: PagePart = { host: "www.test", port: 443, scheme: "https:", types: { main_frame: 1 }, main: true, failed: false, grade: "A" };

function part(host: string, type: string, parts: Partial<PagePart> = {}): PagePart {
  return { host, port: 443, scheme: "https:", types: { [type]: 1 }, main: false, failed: false, grade: "A", ...parts };
}

const plain = (host: string, type: string, parts: Partial<PagePart> = {}): PagePart => part(host, type, { scheme: "http:", port: 80, grade: null, ...parts });

function rated(parts: PagePart[], secure = true): { active: string; passive: string; findings: string[] } {
  const { active, passive, findings } = ratePage({ secure, parts: [MAIN, ...parts] }, english);
  const name = (weakest: typeof active): string => weakest === null ? "" : `${weakest.host} ${weakest.grade ?? "plain"}`;
  return { active: name(active), passive: name(passive), findings: findings.map(({ rule, params }) => [rule, ...params].join(" ")) };
}

// webRequest's types by what a response of each can do.
for (const type of ["sub_frame", "stylesheet", "script", "font", "object", "xmlhttprequest", "websocket", "web_manifest", "json", "xslt", "other", "a type of tomorrow"]) {
  test(`the page: ${type} counts in full`, () => {
    assert.deepEqual(rated([part("weak.test", type, { grade: "C" })]), { active: "weak.test C", passive: "", findings: [] });
  });
}

for (const type of ["image", "imageset", "media", "ping", "beacon", "csp_report", "speculative"]) {
  test(`the page: ${type} counts by itself`, () => {
    assert.deepEqual(rated([part("weak.test", type, { grade: "C" })]), { active: "", passive: "weak.test C", findings: [] });
  });
}

test("the page: the weakest of each kind, whatever the order; its own connection apart", () => {
  const parts = [part("b.test", "script", { grade: "B" }), part("t.test", "script", { grade: "T" }), part("f.test", "script", { grade: "F" }), part("c.test", "image", { grade: "C" }), part("d.test", "image", { grade: "D" })];
  const expected = { active: "t.test T", passive: "d.test D", findings: [] };
  assert.deepEqual(rated(parts), expected);
  assert.deepEqual(rated([...parts].reverse()), expected);
});

test("the page: one script makes a connection count in full, whatever else came over it", () => {
  assert.deepEqual(rated([part("cdn.test", "image", { types: { image: 40, script: 1 }, grade: "B" })]), { active: "cdn.test B", passive: "", findings: [] });
});

test("the page: what is not known, and what failed, is not weak", () => {
  assert.deepEqual(rated([part("unknown.test", "script", { grade: null }), part("failed.test", "script", { grade: "F", failed: true })]), { active: "", passive: "", findings: [] });
});

test("the page: a redirection of the page itself brought nothing of it", () => {
  assert.deepEqual(rated([part("old.test", "main_frame", { grade: "C" })]), { active: "", passive: "", findings: [] });
});

test("the page: plain http is weaker than every grade, and mixed content in a page of https", () => {
  assert.deepEqual(rated([part("t.test", "script", { grade: "T" }), plain("http.test", "script"), plain("pictures.test", "image")]), {
    active: "http.test plain", passive: "pictures.test plain",
    findings: ["host/mixed-content-active http.test script 1", "host/mixed-content-passive pictures.test image 1"],
  });
});

test("the page: a host with both kinds over plain http is told for both", () => {
  assert.deepEqual(rated([plain("http.test", "image", { types: { image: 3, script: 1, sub_frame: 2 } })]).findings, [
    "host/mixed-content-active http.test script 1, sub_frame 2", "host/mixed-content-passive http.test image 3",
  ]);
});

test("the page: WebSockets without TLS are active mixed content", () => {
  assert.deepEqual(rated([plain("socket.test", "websocket", { scheme: "ws:" })]), {
    active: "socket.test plain", passive: "", findings: ["host/mixed-content-active socket.test websocket 1"],
  });
});

test("the page: this machine without TLS is no mixed content", () => {
  for (const host of ["localhost", "app.localhost", "127.0.0.1", "127.8.8.8", "::1"]) {
    assert.deepEqual(rated([plain(host, "script")]), { active: "", passive: "", findings: [] }, host);
  }
  assert.equal(rated([plain("127.0.0.1.example.test", "script")]).findings.length, 1);
});

test("the page: a blocked request is no mixed content", () => {
  assert.deepEqual(rated([plain("http.test", "script", { failed: true })]).findings, []);
});

test("the page: a page of plain http has no mixed content, and its parts are as plain as it is", () => {
  assert.deepEqual(rated([plain("http.test", "script")], false), { active: "http.test plain", passive: "", findings: [] });
});

test("the page: a redirection from plain http is told", () => {
  assert.deepEqual(rated([plain("www.test", "main_frame")]), { active: "", passive: "", findings: ["host/redirect-from-http www.test"] });
  assert.deepEqual(rated([plain("www.test", "main_frame", { failed: true })]).findings, []);
});
