// Chains of eight other suites on which a verdict of ours once differed from the suite's. Each either agrees by now, or a browser
// refuses, or both accept, what the suite sees otherwise: never is it a fault of ours.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AnchorList } from "../../../src/core/chain/anchor-set.ts";
import { assessForBrowsers } from "../../../src/core/chain/clients/for-browsers.ts";
import { clientRows, type ClientRow } from "../../../src/core/chain/clients/rows.ts";
import { SignatureVerifier } from "../../../src/core/chain/signature.ts";
import { presented, readable } from "../../../lab/pki/presented.ts";
import { readSuite, suiteMissing } from "../../support/suites.ts";

const SUITE = "more-chains.jsonl";

interface SuiteChain {
  suite: string;
  id: string;
  observation: { host: string; time: string; tlsInfo: { sentChain?: string[] }; trustAnchors?: string[] };
  /** "false reject": the suite accepts what we refused; "false accept": the other way round. */
  kind: "false reject" | "false accept";
  /** A first guess at who was right. */
  class: string;
}

interface Explanation {
  /** The rule by which we refuse; "": we accept. */
  rule: string;
  /** The client that agrees with us. */
  by: "firefox" | "chromium";
  id?: RegExp;
  why: string;
}

/** What the browsers do stands in docs/clients.md, of chains with the same fault, or in their source. */
const EXPLAINED: readonly Explanation[] = [
  { rule: "chain/name-mismatch", by: "firefox", why: "the suite asks about no host, or takes the common name for one: no browser does" },
  { rule: "chain/common-name-alone", by: "firefox", why: "the same, said of what is the matter" },
  { rule: "chain/name-mismatch", by: "chromium", why: "a wildcard under a public suffix" },
  { rule: "chain/weak-signature", by: "firefox", why: "SHA-1, or DSA" },
  { rule: "chain/unsupported-algorithm", by: "firefox", why: "DSA and GOST" },
  { rule: "chain/unknown-critical-extension", by: "firefox", why: "critical policy mappings" },
  { rule: "chain/ca-as-leaf", by: "firefox", why: "a CA in the server's place" },
  { rule: "chain/key-usage", by: "chromium", why: "a CA's key usage in the server's place, or an anchor that must not sign" },
  { rule: "chain/extended-key-usage", by: "firefox", why: "the suite asks for another purpose" },
  { rule: "chain/anchor-expired", by: "firefox", why: "an anchor of the person's own that has expired" },
  { rule: "chain/not-yet-valid", by: "firefox", why: "an anchor of the person's own that is not yet valid" },
  { rule: "chain/path-length", by: "firefox", why: "the path length of an anchor of the person's own" },
  { rule: "chain/not-a-ca", by: "firefox", why: "an anchor without basic constraints" },
  { rule: "chain/name-constraints-malformed", by: "chromium", why: "an address range that is none" },
  { rule: "chain/name-constraints-malformed", by: "firefox", why: "a DNS constraint that is no name, where the certificate has DNS names" },
  { rule: "chain/name-constraints", by: "firefox", id: /othername-san|many-names/, why: "other names below a constraint on them; names that are not among the permitted, which OpenSSL refuses, too" },
  { rule: "chain/malformed", by: "chromium", id: /\[unknown:\]|self signed/, why: "a name of a kind that does not exist; a negative modulus" },
  { rule: "", by: "firefox", id: /noncritical|permitted-allows-anything/, why: "constraints that are not critical hold all the same; a blank one permits every name" },
  { rule: "", by: "firefox", id: /edi-party|x400|form-absent/, why: "a constraint on a kind of name of which the certificate has none" },
  { rule: "", by: "firefox", id: /email address not permitted|CNs? .*not permitted/, why: "constraints hold for alternative names, where there are some, and for no common name" },
  { rule: "", by: "firefox", id: /fail client purpose/, why: "OpenSSL's own note of what an anchor is trusted for is no part of a certificate" },
  { rule: "", by: "firefox", id: /ip-mapped/, why: "an IPv6 address is within no range of IPv4 addresses" },
  { rule: "", by: "firefox", id: /underscore/, why: "an underscore in a name" },
  { rule: "", by: "firefox", id: /ee-without-eku/, why: "no extended key usage" },
  { rule: "", by: "firefox", id: /WITH_SAN\("example.com".*DNSName\("!"\)/, why: "below roots that are not its own, Firefox passes over names that are none" },
];

const fromBase64 = (text: string) => presented(new Uint8Array(Buffer.from(text, "base64")));

describe("chains on which verdicts differed", { skip: suiteMissing(SUITE) }, () => {
  const verifier = new SignatureVerifier();
  const noDates = { apple: "", android: "", microsoft: "" };

  it("no difference is left that no browser shares", async () => {
    const unexplained: string[] = [];
    const used = new Set<Explanation>();
    let count = 0;
    let differing = 0;
    for await (const chain of readSuite<SuiteChain>(SUITE)) {
      count++;
      const { host, time, tlsInfo, trustAnchors = [] } = chain.observation;
      const input = { host, time: Date.parse(time), anchors: new AnchorList(readable(trustAnchors.map(fromBase64)), "added"), verifier, ...(tlsInfo.sentChain === undefined ? {} : { sent: tlsInfo.sentChain.map(fromBase64) }) };
      const { verdict, errors } = await assessForBrowsers(input);
      if (verdict === (chain.kind === "false reject" ? "valid" : "invalid")) continue;
      differing++;
      const rows = await clientRows(input, true, noDates);
      const rules = verdict === "valid" ? [""] : [...new Set(errors.map((error) => error.rule))];
      if (rules.length === 0) unexplained.push(`${chain.suite}: ${chain.id}: ${verdict}, without a reason`);
      for (const rule of rules) {
        const explanation = EXPLAINED.find((each) => each.rule === rule && (each.id?.test(chain.id) ?? true) && agrees(rows.find(({ client }) => client === each.by), rule));
        if (explanation === undefined) unexplained.push(`${chain.suite}: ${chain.id}: ${rule === "" ? "accepted" : rule}`);
        else used.add(explanation);
      }
    }
    assert.deepEqual(unexplained, []);
    assert.ok(count > 100 && differing > 50, `${String(count)} chains, ${String(differing)} of them judged otherwise`);
    assert.deepEqual(EXPLAINED.filter((explanation) => !used.has(explanation)), [], "explanations of nothing");
  });
});

/** Whether the row says the same, for the same reason. */
function agrees(row: ClientRow | undefined, rule: string): boolean {
  return rule === "" ? row?.verdict === "accepts" : row?.verdict === "refuses" && row.reasons.some((reason) => reason.rule === rule);
}
