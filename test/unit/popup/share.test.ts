import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { ShareDocument } from "../../../popup/share/document.ts";
import { shareDocument } from "../../../popup/share/document.ts";
import { FOUND_FORMS } from "../../../popup/share/found-forms.ts";
import { toMarkdown } from "../../../popup/share/forms/markdown.ts";
import { linkFree, toPlainText } from "../../../popup/share/forms/plain.ts";
import { mergeLocale } from "../../../scripts/locales.ts";
import { assess } from "../../../src/core/assess.ts";
import { textFrom } from "../../../src/core/text/message-text.ts";
import { summarize } from "../../../src/core/x509/summary.ts";
import { certificate } from "../support/certificates.ts";
import { english } from "../support/english.ts";
import type { PageConnection, PageReport } from "../../../src/messages/page.ts";

const TIME = "2026-11-21T12:00:00.000Z";
const text = textFrom(mergeLocale("_locales/en"));

async function report(subject = "www.test", parts: Partial<PageReport> = {}): Promise<PageReport> {
  const leaf = certificate({ subject, dns: ["www.test"], key: "RSA 2048" });
  const summary = summarize(leaf);
  const assessment = await assess(
    { host: "www.test", time: TIME, hsts: null, tlsInfo: { protocol: "TLS", chainValid: true, tlsVersion: "TLS 1.2", cipherSuite: 0xc013, keyExchangeGroup: "x25519", builtChain: [leaf], extra: { source: "import" } } },
    { time: Date.parse(TIME), text: english },
  );
  const main: PageConnection = { host: "www.test", port: 443, scheme: "https:", ip: "192.0.2.1", requests: 1, types: { main_frame: 1 }, firstSeen: TIME, lastSeen: TIME, main: true, assessment, certificates: [summary.sha256] };
  const plain: PageConnection = { ...main, host: "cdn.test", port: 80, scheme: "http:", types: { script: 2 }, requests: 2, main: false, assessment: null };
  return {
    url: "https://www.test/", state: "observed", grade: assessment.rating.grade, worstGrade: null, weakest: { active: null, passive: null }, findings: [],
    connections: [main, plain], certificates: { [summary.sha256]: summary }, omitted: 0, plainRequests: 2, incognito: false, ...parts,
  };
}

/** Cells of the Markdown's tables, as GitHub splits them: at bars that no backslash stands before. */
const cells = (line: string): string[] => line.split(/(?<!\\)\|/).slice(1, -1);

describe("Markdown", () => {
  test("has the grade, the numbers, the findings with their rules, the facts, the certificates and the hosts", async () => {
    const given = await report();
    const markdown = toMarkdown(shareDocument(given, "www.test", text));
    const assessment = given.connections[0]?.assessment;
    assert.ok(assessment);
    assert.match(markdown, /^## TLScope: `www\.test`\n/);
    assert.ok(markdown.includes(`Grade ${assessment.rating.grade ?? ""}: `));
    assert.match(markdown, new RegExp(`\\| Protocol \\| ${assessment.rating.categories.protocol ?? ""} \\|`));
    assert.ok(assessment.findings.length > 0);
    for (const { rule } of assessment.findings) assert.ok(markdown.includes(`\`${rule}\``), rule);
    assert.match(markdown, /\| Server’s address \| `192\.0\.2\.1` \|/);
    assert.ok(markdown.includes(given.connections[0]?.certificates[0] ?? "none"));
    assert.match(markdown, /\| `cdn\.test` \| http \| 2 \|/);
    assert.doesNotMatch(markdown, /\b(?:popup|share|rule)_/);
  });

  test("each row has as many cells as its head", async () => {
    const markdown = toMarkdown(shareDocument(await report("a|b`c\\|d"), "www.test", text));
    for (const table of markdown.split(/\n\n/).filter((block) => block.startsWith("|"))) {
      const widths = table.split("\n").map((line) => cells(line).length);
      assert.equal(new Set(widths).size, 1, table);
    }
  });

  test("what others wrote is a code span each, which nothing in it ends", () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.constantFrom("`", "``", "|", "\\|", "\\", "a\n\n# b", "![x](https://evil.test)", "@everyone", "<img src=x>", "\u202Eabc", " ")), (hostile) => {
      const document_: ShareDocument = { title: [{ own: "T" }], lead: [], tables: [{ title: "t", rows: [[[{ own: "name" }], [{ param: hostile }]]] }], note: "n" };
      const row = toMarkdown(document_).split("\n").find((line) => line.startsWith("| name"));
      assert.ok(row !== undefined);
      assert.match(row, /^\| name \| `[^`|\n\r]+` \|$/u, JSON.stringify(row));
      assert.doesNotMatch(row, /[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/u);
    }));
  });

  test("our own words are no markup", () => {
    const markdown = toMarkdown({ title: [{ own: "a*b" }], lead: [[{ own: "<b>[x](y)</b>" }]], tables: [], note: "_n_" });
    assert.equal(markdown, "## a\\*b\n\n\\<b\\>\\[x\\](y)\\</b\\>\n\n\\_n\\_\n");
  });
});

describe("text without links", () => {
  test("has no name, address or scheme that a program makes a link of", () => {
    assert.equal(linkFree("https://www.test:443/a and http://192.0.2.1/"), "https[:]//www[.]test:443/a and http[:]//192[.]0[.]2[.]1/");
    assert.equal(linkFree("someone@mail.test, *.example.co.uk, bücher.test, 例え。テスト"), "someone@mail[.]test, *.example[.]co[.]uk, bücher[.]test, 例え[.]テスト");
    assert.equal(linkFree("mailto:a@b.test javascript:alert(1)"), "mailto[:]a@b[.]test javascript[:]alert(1)");
  });

  test("leaves versions and sentences as they are", () => {
    assert.equal(linkFree("TLS 1.3. Then more. Grade A+: 97.5 of 100."), "TLS 1.3. Then more. Grade A+: 97.5 of 100.");
  });

  test("of a whole report has no link either, whatever a certificate is called", async () => {
    const plain = toPlainText(shareDocument(await report("https://evil.test/?a=b www.evil.test\n1.2.3.4"), "www.test", text));
    assert.doesNotMatch(plain, /:\/\/|[a-z0-9]\.test\b|\b\d+\.\d+\.\d+\.\d+\b/i);
    assert.match(plain, /^TLScope: www\[\.\]test\n/);
    assert.match(plain, /TLS 1\.2/);
    assert.match(plain, /cdn\[\.\]test · http · 2/);
  });
});

test("a page that failed, and one that nothing is known of, are said in words too", async () => {
  const given = await report();
  const [main] = given.connections;
  assert.ok(main);
  const failed = toMarkdown(shareDocument({ ...given, state: "failed", grade: null, connections: [{ ...main, assessment: null, error: { code: "certificate-expired", message: "It has | expired" } }] }, "www.test", text));
  assert.match(failed, /The connection failed/);
  assert.match(failed, /`It has <U\+007C> expired`/);
  const unknown = toPlainText(shareDocument({ ...given, state: "unknown", grade: null, connections: [] }, "www.test", text));
  assert.match(unknown, /Nothing known about this page yet/);
});

test("of a page with many hosts fifty are listed, and the rest counted", async () => {
  const given = await report();
  const [main, plain] = given.connections;
  assert.ok(main && plain);
  const markdown = toMarkdown(shareDocument({ ...given, connections: [main, ...Array.from({ length: 120 }, (_, index) => ({ ...plain, host: `h${index}.test` }))] }, "www.test", text));
  assert.equal(markdown.match(/\| `h\d+\.test`/g)?.length, 50);
  assert.match(markdown, /and 70 more/);
});

test("every form has its words", () => {
  const keys = FOUND_FORMS.flatMap((form) => [`share_${form}`, `share_copied_${form}`]);
  assert.deepEqual(keys.filter((key) => text(key) === key), []);
});
