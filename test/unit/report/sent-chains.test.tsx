import assert from "node:assert/strict";
import { test } from "node:test";
import { renderToString } from "preact-render-to-string";
import { SentChains } from "../../../report/views/sent-chains.tsx";
import { mergeLocale } from "../../../scripts/locales.ts";
import { exportedHosts } from "../../../src/background/answers/exported-hosts.ts";
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
const text = textFrom(mergeLocale("_locales/en"));

test("a recording's chains as sent show the roles that the lab's table has, and only those that need correcting", async () => {
  const pki = await chainPki(NOW);
  const anchors = new AnchorList(trustedRoots.filter((name) => pki.authorities.includes(name)).map((name) => Certificate.parse(pki.authority(name))), "added");
  const time = new Date(NOW).toISOString();
  const records = chainCases.map(({ host, chain, expect }) => ({
    observation: { host, time, tlsInfo: { sentChain: chain.map((reference) => pki.certificate(host, reference)), ...(expect.path === undefined ? {} : { builtChain: expect.path.map((reference) => pki.certificate(host, reference)), chainValid: true }), extra: { source: "netlog" as const } } },
    requests: 1, firstSeen: time, lastSeen: time, assessment: null,
  }));
  const document = { exportedAt: time, producer: { name: "NetLog", version: "", browser: "" }, records, omitted: 0 };
  const hosts = await exportedHosts(document, { assess: (observation) => assess(observation, { time: NOW, text: english, anchors }), anchor: () => undefined }, new Pace());
  for (const { host, expect } of chainCases) {
    const found = hosts.find((each) => each.host === host);
    if (expect.roles === undefined || found?.sent === undefined) continue;
    assert.deepEqual(found.sent.map(({ role }) => role), expect.roles, host);
  }
  const faulty = hosts.filter(({ sent }) => sent !== undefined);
  assert.ok(faulty.length > 5 && faulty.every(({ host }) => host !== "chain-right.test"));
  const markup = renderToString(<TextContext.Provider value={text}><SentChains hosts={hosts} /></TextContext.Provider>);
  assert.equal(markup.split('data-testid="sent-chain"').length - 1, faulty.length);
  assert.deepEqual([...markup.matchAll(/data-role="(\w+)"/g)].map(([, role]) => role), faulty.flatMap(({ sent = [] }) => sent.map(({ role }) => role)));
  assert.equal(renderToString(<TextContext.Provider value={text}><SentChains hosts={hosts.filter(({ sent }) => sent === undefined)} /></TextContext.Provider>), "");
});
