// What the add-on in a recorded Firefox tells of what was built, joined to the connections that were recorded.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BuiltChains } from "../../../../cli/record/built-chains.ts";
import { WaitingConnections, type ShownConnection } from "../../../../cli/record/waiting.ts";
import type { BuiltRequest } from "../../../../companion/native/messages.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import { parseObservation, observationToJson } from "../../../../src/core/telemetry/observation-json.ts";
import { sha256 } from "../../../support/sha256.ts";
import { certificate } from "../../support/certificates.ts";

const HOST = "recorded.test";
const START = Date.UTC(2026, 10, 21, 12);
const leaf = certificate({ dns: [HOST], issuer: "Issuing" });
const issuing = certificate({ subject: "Issuing", issuer: "Root", ca: true });
const root = certificate({ subject: "Root", issuer: "Root", ca: true });
const otherRoot = certificate({ subject: "Another", issuer: "Another", ca: true });
const renewed = certificate({ dns: [HOST], issuer: "Another" });

const base64 = (der: Uint8Array): string => Buffer.from(der).toString("base64");
/** A connection, made so many milliseconds after the start. */
const made = (at: number, parts: Partial<Observation> = {}, sentChain: Uint8Array[] = [leaf, issuing]): Observation => ({
  host: HOST, port: 443, time: new Date(START + at).toISOString(),
  tlsInfo: { protocol: "TLS", sentChain, extra: { source: "capture", unavailable: { builtChain: "not-recorded", chainValid: "not-recorded", rootIsBuiltIn: "not-recorded", encryptedClientHello: "not-recorded" } } }, ...parts,
});
/** What is told of answers between two moments. */
const told = (first: number, last: number, parts: Partial<BuiltRequest> = {}): BuiltRequest => ({
  id: 1, type: "built", host: HOST, port: 443, leaf: sha256(leaf), firstSeen: START + first, lastSeen: START + last, chainValid: true, builtChain: [leaf, issuing, root].map(base64), rootIsBuiltIn: true, ...parts,
});

/** For each connection whether it was joined. */
function joins(connections: readonly Observation[], tellings: readonly BuiltRequest[]): boolean[] {
  const built = new BuiltChains();
  for (const each of connections) built.note(each);
  for (const each of tellings) built.tell(each);
  return connections.map((each) => built.joined(each) !== undefined);
}

describe("what Firefox built", () => {
  test("is joined with its verdict, and who told it", () => {
    const built = new BuiltChains();
    const connection = made(0);
    built.note(connection);
    built.tell(told(100, 100));
    const joined = built.joined(connection);
    assert.deepEqual(joined, { ...connection, tlsInfo: { protocol: "TLS", sentChain: [leaf, issuing], builtChain: [leaf, issuing, root], chainValid: true, extra: { source: "capture", unavailable: { encryptedClientHello: "not-recorded" }, rootIsBuiltIn: true, verdictFrom: "add-on" } } });
    assert.deepEqual(parseObservation(observationToJson(joined)), joined, "and is read back");
  });

  test("after an exception: refused, and why there is no chain", () => {
    const built = new BuiltChains();
    built.note(made(0));
    built.tell({ id: 1, type: "built", host: HOST, port: 443, leaf: sha256(leaf), firstSeen: START + 100, lastSeen: START + 100, chainValid: false, exception: "time" });
    const { chainValid, builtChain, extra } = built.joined(made(0))?.tlsInfo ?? {};
    assert.deepEqual([chainValid, builtChain, extra?.exception, extra?.unavailable?.builtChain, extra?.unavailable?.rootIsBuiltIn, extra?.verdictFrom], [false, undefined, "time", "exception-accepted", "exception-accepted", "add-on"]);
  });

  test("is of that host, port and first certificate alone", () => {
    const others = [made(0, { host: "else.test" }), made(0, { port: 8443 }), made(0, {}, [renewed, issuing]), made(0, {}, [issuing, leaf]), made(0, { tlsInfo: { extra: { source: "capture", unavailable: { sentChain: "resumed" } } } })];
    assert.deepEqual(joins(others, [told(100, 100)]), [false, false, false, false, false]);
    assert.deepEqual(joins([made(0, { host: "Recorded.TEST." })], [told(100, 100)]), [true]);
  });

  test("is not put in the place of what is known", () => {
    assert.deepEqual(joins([made(0, { tlsInfo: { sentChain: [leaf], builtChain: [leaf] } }), made(0, { tlsInfo: { sentChain: [leaf], chainValid: false } })], [told(100, 100)]), [false, false]);
  });

  test("is of the last connection before the first answer, of its second try, and of those up to the last answer", () => {
    const connections = [0, 9_000, 9_300, 12_000, 20_000].map((at) => made(at));
    // The first may have failed, of the last nobody has told yet.
    assert.deepEqual(joins(connections, [told(9_900, 15_000)]), [false, true, true, true, false]);
    assert.deepEqual(joins(connections.toReversed(), [told(9_900, 15_000)]), [false, true, true, true, false], "in whatever order they were noted");
    assert.deepEqual(joins(connections, [told(9_900, 9_900), told(20_500, 21_000)]), [false, true, true, true, true]);
  });

  test("is of none that was made after all answers, or where there was none before", () => {
    assert.deepEqual(joins([made(500)], [told(100, 400)]), [false]);
  });

  test("where two different things are told of one connection, is neither, and counted", () => {
    for (const other of [{ builtChain: [leaf, issuing, otherRoot].map(base64) }, { chainValid: false }, { rootIsBuiltIn: false }]) {
      const built = new BuiltChains();
      const [one, later] = [made(0), made(5_000)];
      for (const each of [one, later]) built.note(each);
      built.tell(told(100, 5_100));
      built.tell(told(5_200, 5_200, other));
      assert.deepEqual([built.joined(one)?.tlsInfo.builtChain, built.joined(later), built.contradictory], [[leaf, issuing, root], undefined, 1]);
    }
  });
});

test("connections wait in their order, no more of them than there is room for", async () => {
  const written: string[] = [];
  const waiting = new WaitingConnections(({ row }) => Promise.resolve(void written.push(row)));
  const shown = (row: string, bytes: number): ShownConnection => ({ row, observation: made(0, {}, [new Uint8Array(bytes)]), assessment: {} as ShownConnection["assessment"] });
  for (let index = 0; index < 1001; index++) await waiting.add(shown(String(index), 10));
  assert.deepEqual(written, ["0"]);
  await waiting.add(shown("long", 33 * 1024 * 1024));
  assert.equal(written.at(-1), "long", "bytes count as well");
  await waiting.add(shown("last", 10));
  assert.equal(written.length, 1002);
  await waiting.end();
  assert.equal(written.at(-1), "last");
});
