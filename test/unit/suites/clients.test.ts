import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AnchorList } from "../../../src/core/chain/anchor-set.ts";
import { assessForBrowsers } from "../../../src/core/chain/clients/for-browsers.ts";
import { clientRows, type ClientRow } from "../../../src/core/chain/clients/rows.ts";
import { SignatureVerifier } from "../../../src/core/chain/signature.ts";
import { presented, readable } from "../../../lab/pki/presented.ts";
import { readSuite, suiteMissing } from "../../support/suites.ts";

const SUITE = "clients.jsonl";
/** When the clients were asked. */
const TIME = Date.parse("2026-11-30T12:00:00Z");

interface Shape {
  id: string;
  host: string;
  sentChain: string[];
  /** "y", or what the client said when it refused; null: it refused without a word. */
  clients: Record<string, string | null>;
}

/** Whose answer each row is held against. */
const ASKED = { firefox: "firefox 153.8", chromium: "chromium 156", openssl: "openssl s_client 3.0.19", gnutls: "gnutls-cli 3.7.9" } as const;

const fromBase64 = (text: string) => presented(new Uint8Array(Buffer.from(text, "base64")));

describe("what real clients said of chains", { skip: suiteMissing(SUITE) }, () => {
  const verifier = new SignatureVerifier();
  const dates = { apple: "2025-12-28", android: "2026-06-21", microsoft: "2026-07-19" };

  async function* shapes(): AsyncGenerator<{ shape: Shape; rows: ClientRow[]; browsers: string }> {
    let anchors: AnchorList | undefined;
    for await (const line of readSuite<Shape | { trustAnchors: string[] }>(SUITE)) {
      if ("trustAnchors" in line) {
        anchors = new AnchorList(readable(line.trustAnchors.map(fromBase64)), "added");
        continue;
      }
      assert.ok(anchors !== undefined);
      const input = { host: line.host, time: TIME, sent: line.sentChain.map(fromBase64), anchors, verifier, ocspStapled: false };
      yield { shape: line, rows: await clientRows(input, true, dates), browsers: (await assessForBrowsers(input)).verdict };
    }
  }

  it("each row says the same, with a reason where it refuses, and the verdict is valid where both browsers accept", async () => {
    const wrong: string[] = [];
    let count = 0;
    for await (const { shape, rows, browsers } of shapes()) {
      count++;
      for (const [id, asked] of Object.entries(ASKED)) {
        const row = rows.find(({ client }) => client === id);
        if ((shape.clients[asked] === "y" ? "accepts" : "refuses") !== row?.verdict) wrong.push(`${shape.id}: ${id} said ${String(shape.clients[asked])}, the row ${String(row?.verdict)}`);
        assert.equal(row?.verdict === "refuses", (row?.reasons.length ?? 0) > 0, `${shape.id} ${id}`);
      }
      const both = shape.clients[ASKED.firefox] === "y" && shape.clients[ASKED.chromium] === "y";
      assert.equal(browsers, both ? "valid" : "invalid", shape.id);
    }
    assert.ok(count > 40, `${count} shapes`);
    assert.deepEqual(wrong, []);
  });

  it("stores say no more than whether a path ends there", async () => {
    for await (const { rows } of shapes()) {
      for (const { client, rules, verdict } of rows) assert.ok(rules === "whole" || verdict !== "accepts", client);
    }
  });
});
