import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { renderToString } from "preact-render-to-string";
import type { LabCase } from "../../../lab/index.ts";
import type { Pki } from "../../../lab/pki/index.ts";
import type { ChainRemark } from "../../../popup/chain-picture.ts";
import { chainPicture, chainRemarks } from "../../../popup/chain-picture.ts";
import { Chain } from "../../../popup/views/chain.tsx";
import type { MessageTable } from "../../../src/core/text/message-text.ts";
import { textFrom } from "../../../src/core/text/message-text.ts";
import { TextContext } from "../../../ui/text.ts";
import { mergeLocale } from "../../../scripts/locales.ts";
import type { JudgedChain } from "../../support/judged-chains.ts";
import { chainCases, chainPki, judgedChain } from "../../support/judged-chains.ts";
import { CertificatesContext, ConnectionContext } from "../../../popup/views/subject.ts";

const NOW = Date.UTC(2031, 4, 17, 12, 30, 15);
const table: MessageTable = mergeLocale("_locales/en");
const text = textFrom(table);

let pki: Pki;
before(async () => {
  pki = await chainPki(NOW);
});

function caseOf(host: string): LabCase {
  const found = chainCases.find((each) => each.host === host);
  assert.ok(found, host);
  return found;
}

const judge = (host: string): Promise<JudgedChain> => judgedChain(pki, caseOf(host), NOW);

function html({ report, connection }: JudgedChain): string {
  return renderToString(
    <TextContext.Provider value={text}>
      <ConnectionContext.Provider value={connection}>
        <CertificatesContext.Provider value={report.certificates}>
          <Chain time={connection.lastSeen} level={3} />
        </CertificatesContext.Provider>
      </ConnectionContext.Provider>
    </TextContext.Provider>,
  );
}

/** What a list of the picture says, entry by entry, in the words that are read aloud. */
function words(markup: string): string {
  return markup.replaceAll(/<[^>]*>/g, " ").replaceAll("&lt;", "<").replaceAll("&amp;", "&").replaceAll(/\s+/g, " ");
}

async function remarks(host: string): Promise<ChainRemark[]> {
  const { connection } = await judge(host);
  return chainRemarks(connection.assessment?.chain ?? { verdict: "unknown", path: null, errors: [], sent: [], missing: [], ordered: null });
}

describe("the picture of every chain case of the lab", () => {
  for (const { host, expect } of chainCases) {
    test(host, async () => {
      const judged = await judge(host);
      const { connection } = judged;
      assert.ok(connection.assessment);
      const picture = chainPicture(connection, connection.assessment);
      assert.ok(picture);
      if (expect.roles !== undefined) assert.deepEqual(picture.sent.map(({ role }) => role), expect.roles);
      const markup = html(judged);
      const shown = [...markup.matchAll(/data-testid="certificate" data-sha256="(\w+)" data-role="(\w+)"/g)].map(([, sha256, role]) => ({ sha256, role }));
      assert.deepEqual(shown.slice(0, picture.sent.length), picture.sent.map(({ sha256, role }) => ({ sha256, role })), "those sent, in the order sent");
      assert.deepEqual(shown.slice(picture.sent.length).map(({ sha256 }) => sha256), picture.built.filter(({ sameAs }) => sameAs === undefined).map(({ sha256 }) => sha256), "then those that were not");
      const lines = [...markup.matchAll(/<line [^>]*y1="([\d.]+)" x2="1" y2="([\d.]+)"/g)].map(([, from, to]) => [Number(from) + 0.5, Number(to) + 0.5]);
      assert.deepEqual(lines, picture.sent.filter(({ sameAs }) => sameAs !== undefined).map(({ number, sameAs }) => [number, sameAs]));
      assert.doesNotMatch(markup, /style=|popup_/);
    });
  }
});

describe("what is said of a chain", () => {
  const kinds: Record<string, ChainRemark["kind"][]> = {
    "chain-right.test": ["right"],
    "chain-two-intermediates.test": ["right"],
    "chain-wrong-order.test": ["wrong-order"],
    "chain-no-intermediate.test": ["missing"],
    "chain-fetchable.test": ["missing"],
    "chain-remembered.test": ["missing"],
    "chain-unrelated.test": ["superfluous"],
    "chain-duplicate.test": ["superfluous"],
    "chain-root-sent.test": ["superfluous"],
    "chain-cross-signed.test": ["superfluous"],
    "chain-cross-sign-needed.test": ["right"],
    "chain-cross-sign-expired.test": ["expired-cross-sign", "superfluous"],
    "chain-everything.test": ["wrong-order", "superfluous"],
  };
  for (const [host, expected] of Object.entries(kinds)) {
    test(host, async () => assert.deepEqual((await remarks(host)).map(({ kind }) => kind), expected));
  }

  test("a built chain with a certificate that was never sent loads here and fails elsewhere", async () => {
    const said = words(html(await judge("chain-remembered.test")));
    assert.match(said, /Not sent: TLScope Lab Issuing E1 \. The page loads here because this browser knew that certificate from elsewhere; it fails in programs that do not\./);
    assert.match(said, /2 TLScope Lab Issuing E1 Intermediate, not sent/);
  });

  test("a missing issuer comes with the address in the certificate below, as a link that nobody follows by itself", async () => {
    const markup = html(await judge("chain-fetchable.test"));
    assert.match(markup, /<a href="http:\/\/aia\.test:8080\/ca\/issuing-fetchable\.cer" target="_blank" rel="noreferrer">/);
    assert.doesNotMatch(markup, /<img|prefetch|ping=/);
    assert.match(words(html(await judge("chain-no-intermediate.test"))), /gives no address/);
  });

  test("an address that is none of the web is no link", async () => {
    const judged = await judge("chain-fetchable.test");
    const comparison = judged.connection.assessment?.chain.comparison;
    assert.ok(comparison);
    for (const missing of comparison.whereToGet) missing.urls = ["javascript:alert(1)", "http://["];
    const markup = html(judged);
    assert.doesNotMatch(markup, /<a /);
    assert.match(markup, /javascript:alert\(1\)/);
  });

  test("superfluous certificates cost bytes, and round trips only where they do", async () => {
    const judged = await judge("chain-root-sent.test");
    const comparison = judged.connection.assessment?.chain.comparison;
    assert.ok(comparison);
    const root = pki.authority("root").length + 5;
    assert.equal(comparison.cost.superfluousBytes, root);
    assert.match(words(html(judged)), new RegExp(`1 certificate is sent for nothing: ${root.toLocaleString("en")} of the [\\d,]+ bytes\\. That adds no round trip`));
    comparison.cost = { bytes: 40_000, superfluousBytes: 30_000, roundTrips: 2, roundTripsNeeded: 0 };
    assert.match(words(html(judged)), /30,000 of the 40,000 bytes\. That costs every new connection 2 more round trips/);
  });

  test("each entry says in words where its line leads", async () => {
    const said = words(html(await judge("chain-wrong-order.test")));
    assert.match(said, /Sent by the server .* 2 TLScope Lab Policy P1 Intermediate, needed Same as number 3 of the built chain\. 3 TLScope Lab Issuing P1 Intermediate, needed Same as number 2 of the built chain\./);
    assert.match(said, /4 TLScope Lab Root R1 Root, trusted by the browser Not sent, and need not be\./);
  });

  test("where the leaf does not come first that is what is said of the order", async () => {
    const wrong: LabCase = { ...caseOf("chain-right.test"), chain: ["issuing", "leaf"] };
    const judged = await judgedChain(pki, wrong, NOW);
    assert.match(words(html(judged)), /The server’s own certificate does not come first\./);
    assert.doesNotMatch(words(html(judged)), /wrong order/);
  });
});

describe("where it is not known what was sent", () => {
  test("that is said with the reason, and the built chain stands alone", async () => {
    const { connection, report } = await judge("chain-right.test");
    const { assessment } = connection;
    assert.ok(assessment);
    assessment.chain = { ...assessment.chain, sent: [], missing: [], ordered: null };
    delete assessment.chain.comparison;
    assessment.connection.unavailable = { sentChain: "not-exposed" };
    const markup = html({ connection, report });
    assert.match(words(markup), /What the server sent is not known: not exposed by this browser\./);
    assert.doesNotMatch(markup, /chain-picture|chain-remark/);
    assert.deepEqual([...markup.matchAll(/data-testid="certificate" data-sha256="\w+" data-role="(\w+)"/g)].map(([, role]) => role), ["leaf", "intermediate", "anchor"]);
  });
});
