import assert from "node:assert/strict";
import { test } from "node:test";
import { renderToString } from "preact-render-to-string";
import { SentChains } from "../../../report/views/sent-chains.tsx";
import { mergeLocale } from "../../../scripts/locales.ts";
import { exportedHosts } from "../../../src/background/answers/exported-hosts.ts";
import type { ExportedHost } from "../../../src/messages/hosts.ts";
import { Pace } from "../../../src/background/pace.ts";
import { assess } from "../../../src/core/assess.ts";
import { AnchorList } from "../../../src/core/chain/anchor-set.ts";
import { textFrom } from "../../../src/core/text/message-text.ts";
import { Certificate } from "../../../src/core/x509/certificate.ts";
import { trustedRoots } from "../../../lab/pki/authorities.ts";
import { TextContext } from "../../../ui/text.ts";
import { chainCases, chainPki } from "../../support/judged-chains.ts";
import { english } from "../support/english.ts";

const NOW = Date.UTC(2031, 4, 17, 12, 30, 15);

function markupOf(locale: string, hosts: Parameters<typeof SentChains>[0]["hosts"]): string {
  return renderToString(<TextContext.Provider value={textFrom(mergeLocale(`_locales/${locale}`))}><SentChains hosts={hosts} /></TextContext.Provider>);
}

test("a recording's chains as sent show the roles that the lab's table has, and only those that need correcting", async () => {
  const pki = await chainPki(NOW);
  const trustAnchors = trustedRoots.filter((name) => pki.authorities.includes(name)).map((name) => pki.authority(name));
  const time = new Date(NOW).toISOString();
  const records = chainCases.map(({ host, chain, expect }) => ({
    observation: { host, time, trustAnchors, tlsInfo: { sentChain: chain.map((reference) => pki.certificate(host, reference)), ...(expect.path === undefined ? {} : { builtChain: expect.path.map((reference) => pki.certificate(host, reference)), chainValid: true }), extra: { source: "netlog" as const } } },
    requests: 1, firstSeen: time, lastSeen: time, assessment: null,
  }));
  const document = { exportedAt: time, producer: { name: "NetLog", version: "", browser: "" }, records, omitted: 0 };
  const hosts = await exportedHosts(document, { assess: (observation) => assess(observation, { time: NOW, text: english, clientRows: true }), anchor: () => undefined }, new Pace());
  for (const { host, expect } of chainCases) {
    const found = hosts.find((each) => each.host === host);
    if (expect.roles === undefined || found?.sent === undefined) continue;
    assert.deepEqual(found.sent.map(({ role }) => role), expect.roles, host);
  }
  const faulty = hosts.filter(({ sent }) => sent !== undefined);
  assert.ok(faulty.length > 5 && faulty.every(({ host }) => host !== "chain-right.test"));
  assert.ok(faulty.every(({ clients }) => clients?.length === 13));
  assert.equal(markupOf("en", faulty).split('data-testid="other-clients"').length - 1, faulty.length);
  for (const locale of ["en", "de", "fr", "es", "ja"]) assert.doesNotMatch(markupOf(locale, hosts), />[^<]*\b(?:clients|rule|report|popup)_[a-z_]+/, locale);
  const markup = markupOf("en", hosts);
  assert.equal(markup.split('data-testid="sent-chain"').length - 1, faulty.length);
  assert.deepEqual([...markup.matchAll(/data-role="(\w+)"/g)].map(([, role]) => role), faulty.flatMap(({ sent = [] }) => sent.map(({ role }) => role)));
  assert.equal(markupOf("en", hosts.filter(({ sent }) => sent === undefined)), "");
});

test("a chain that was sent as it should be is shown where clients differ about it, and not where all say the same", async () => {
  const pki = await chainPki(NOW);
  const host = "chain-right.test";
  const time = new Date(NOW).toISOString();
  const sentChain = (chainCases.find((each) => each.host === host)?.chain ?? []).map((reference) => pki.certificate(host, reference));
  const document = { exportedAt: time, producer: { name: "NetLog", version: "", browser: "" }, records: [{ observation: { host, time, tlsInfo: { sentChain } }, requests: 1, firstSeen: time, lastSeen: time, assessment: null }], omitted: 0 };
  const anchors = new AnchorList(trustedRoots.filter((name) => pki.authorities.includes(name)).map((name) => Certificate.parse(pki.authority(name))), "added");
  const shown = (verdicts: readonly ("accepts" | "refuses" | "unknown")[]): Promise<ExportedHost[]> => exportedHosts(document, {
    assess: async (observation) => ({ ...await assess(observation, { time: NOW, text: english, anchors }), clients: verdicts.map((verdict, i) => ({ client: i === 0 ? "curl" : "java", version: "1", verdict, rules: "whole", path: null, reasons: [] })) }),
    anchor: () => undefined,
  }, new Pace());
  assert.equal((await shown(["accepts", "refuses"]))[0]?.clients?.length, 2);
  assert.equal((await shown(["refuses", "refuses"]))[0]?.sent, undefined);
  assert.equal((await shown(["accepts", "unknown"]))[0]?.sent, undefined);
});
