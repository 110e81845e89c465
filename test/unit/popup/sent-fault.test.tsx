import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { renderToString } from "preact-render-to-string";
import type { Pki } from "../../../lab/pki/index.ts";
import { correctedChain, hasSentFault } from "../../../popup/chain-picture.ts";
import { Page } from "../../../popup/views/page.tsx";
import { mergeLocale } from "../../../scripts/locales.ts";
import type { Assessment, Finding } from "../../../src/core/assessment.ts";
import { textFrom } from "../../../src/core/text/message-text.ts";
import type { PageReport } from "../../../src/messages/page.ts";
import { findingsInOrder, OF_SENT_CHAIN } from "../../../src/core/rating/finding-order.ts";
import { TextContext } from "../../../ui/text.ts";
import { chainCases, chainPki, judgedChain } from "../../support/judged-chains.ts";

const NOW = Date.UTC(2031, 4, 17, 12, 30, 15);
const text = textFrom(mergeLocale("_locales/en"));

let pki: Pki;
before(async () => {
  pki = await chainPki(NOW);
});

const html = (report: PageReport): string =>
  renderToString(<TextContext.Provider value={text}><Page report={report} onReload={() => undefined} onInspect={() => Promise.reject(new Error())} /></TextContext.Provider>);

/** Where each of these stands in the markup; -1: nowhere. */
const places = (markup: string, ...parts: string[]): number[] => parts.map((part) => markup.indexOf(part));

describe("what is wrong with the chain as sent, on the first screen", () => {
  for (const labCase of chainCases) {
    test(labCase.host, async () => {
      const { report, connection } = await judgedChain(pki, labCase, NOW);
      assert.ok(connection.assessment);
      const { chain } = connection.assessment;
      const markup = html(report);
      assert.equal(hasSentFault(chain), labCase.host !== "chain-right.test" && labCase.host !== "chain-two-intermediates.test" && labCase.host !== "chain-cross-sign-needed.test", JSON.stringify(chain.comparison));
      const [fault = -1, picture = -1, top = -1, list = -1, section = -1] = places(markup, 'data-testid="sent-fault"', 'data-testid="chain-picture"', 'class="top-finding', 'id="findings"', 'id="certificates"');
      assert.equal(fault >= 0, hasSentFault(chain));
      // The picture stands once.
      assert.equal(markup.split('data-testid="chain-picture"').length, 2);
      if (fault < 0) return assert.ok(picture > section);
      assert.ok(fault < picture && picture < section);
      for (const later of [top, list]) assert.ok(later < 0 || picture < later);
      assert.ok(markup.includes('data-testid="chain-remark"'));
      const [, hashes] = /data-testid="copy-fullchain" data-certificates="([\w ]+)"/.exec(markup) ?? [];
      const sound = chain.path?.slice(0, -1);
      assert.equal(hashes, sound !== undefined && sound.every((sha256) => report.certificates[sha256] !== undefined) ? sound.join(" ") : undefined);
    });
  }
});

test("where what was sent is not known the popup says how to see it", async () => {
  const [labCase] = chainCases;
  assert.ok(labCase);
  const known = html((await judgedChain(pki, labCase, NOW)).report);
  assert.doesNotMatch(known, /data-testid="sent-how"/);
  const tlsInfo = { sentChain: undefined, extra: { source: "firefox", rootIsBuiltIn: false, unavailable: { sentChain: "not-exposed" } } } as unknown as Parameters<typeof judgedChain>[3];
  const unknown = html((await judgedChain(pki, labCase, NOW, tlsInfo)).report);
  assert.match(unknown, /data-testid="sent-how"/);
  assert.doesNotMatch(unknown, /sent-fault|copy-fullchain/);
});

test("the corrected chain is the path without its anchor, where all of it is known", () => {
  const anchor = { sha256: "c", source: "mozilla" as const, vetted: true };
  assert.deepEqual(correctedChain({ path: ["a", "b", "c"], anchor }, () => true), ["a", "b"]);
  assert.equal(correctedChain({ path: ["a", "b", "c"], anchor }, (sha256) => sha256 !== "b"), undefined);
  assert.deepEqual(correctedChain({ path: ["a", "b", "c"], anchor }, (sha256) => sha256 !== "c"), ["a", "b"]);
  assert.equal(correctedChain({ path: null }, () => true), undefined);
  // A server's own certificate that is trusted as it is.
  assert.deepEqual(correctedChain({ path: ["a"], anchor: { ...anchor, sha256: "a" } }, () => true), ["a"]);
});

test("what is said of the chain as sent comes after interception and before all else", () => {
  const finding = (rule: string, severity: Finding["severity"]): Finding => ({ rule, severity, params: [], message: "" });
  const assessment = { rating: { caps: [{ rule: "connection/rc4", grade: "F", without: null }] }, findings: [finding("connection/rc4", "error"), finding("chain/superfluous-certificate", "notice"), finding("interception/known", "error")] } as unknown as Assessment;
  assert.deepEqual(findingsInOrder(assessment).map(({ rule }) => rule), ["interception/known", "chain/superfluous-certificate", "connection/rc4"]);
  assert.ok(OF_SENT_CHAIN.has("chain/superfluous-certificate"));
});
