// The row of Firefox is that of the version that asks, where older ones are known to differ.
import assert from "node:assert/strict";
import { test } from "node:test";
import { presented, readable } from "../../../../../lab/pki/presented.ts";
import { alternativeNames, caDraft, dns, finish, leafDraft, put, type Draft, type Signer } from "../../../../../scripts/clients/draft.ts";
import { makeKey, type ServedKeyKind } from "../../../../../scripts/clients/keys.ts";
import { AnchorList } from "../../../../../src/core/chain/anchor-set.ts";
import { clientRows } from "../../../../../src/core/chain/clients/rows.ts";

const NOW = Date.UTC(2031, 4, 17);
const HOST = "www.example.test";
const FIREFOX = (version: number): string => `Mozilla/5.0 (X11; Linux x86_64; rv:${String(version)}.0) Gecko/20100101 Firefox/${String(version)}.0`;

async function rowOf(userAgent: string | undefined, { kind = "P-256", names = [HOST], vetted }: { kind?: ServedKeyKind; names?: readonly string[]; vetted: boolean }): Promise<[version: string, verdict: string]> {
  const root = caDraft("Root", makeKey("P-256"), NOW, { root: true });
  const leaf = leafDraft(HOST, makeKey(kind), NOW);
  put(leaf, alternativeNames(...names.map(dns)));
  const signer: Signer = { key: root.key, name: root.subject, issuer: root.subject, serial: root.serial };
  const made = (draft: Draft) => presented(finish(draft, signer));
  const anchors = new AnchorList(readable([made(root)]), vetted ? "browser" : "added", () => vetted);
  const rows = await clientRows({ host: HOST, time: NOW, sent: [made(leaf)], anchors }, true, { apple: "", android: "", microsoft: "" }, userAgent);
  const row = rows.find(({ client }) => client === "firefox");
  return [row?.version ?? "", row?.verdict ?? ""];
}

test("RSA of 1024 bits below a root of Firefox's own: refused by 153, and not by 140", async () => {
  for (const [userAgent, version, own] of [[FIREFOX(153), "153", "refuses"], [undefined, "153", "refuses"], ["Chrome/156.0.0.0", "153", "refuses"], [FIREFOX(140), "140", "accepts"]] as const) {
    assert.deepEqual(await rowOf(userAgent, { kind: "RSA-1024", vetted: true }), [version, own], userAgent);
    assert.deepEqual(await rowOf(userAgent, { kind: "RSA-1024", vetted: false }), [version, "accepts"], userAgent);
    assert.deepEqual(await rowOf(userAgent, { kind: "RSA-2048", vetted: true }), [version, "accepts"], userAgent);
  }
});

test("a wildcard over one label before the host's name is passed over below roots of the person's own alone, by both", async () => {
  const names = ["*.example", HOST];
  for (const [userAgent, version] of [[FIREFOX(153), "153"], [FIREFOX(140), "140"]] as const) {
    assert.deepEqual(await rowOf(userAgent, { names, vetted: false }), [version, "accepts"]);
    assert.deepEqual(await rowOf(userAgent, { names, vetted: true }), [version, "refuses"]);
    assert.deepEqual(await rowOf(userAgent, { names: [...names].reverse(), vetted: true }), [version, "accepts"]);
  }
});
