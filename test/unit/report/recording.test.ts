import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { connection, log, request } from "../../../bench/netlog/made-log.ts";
import { BROKEN_OFF, recordingAsExport } from "../../../report/recording.ts";
import { RecordingError } from "../../../src/core/recordings/recording-error.ts";
import { importDocument } from "../../../src/core/telemetry/import.ts";
import { assertValidTelemetry } from "../../support/telemetry-schema.ts";
import { certificate } from "../support/certificates.ts";

const leaf = certificate({ dns: ["www.example.test"], issuer: "Issuing" });
const issuing = certificate({ subject: "Issuing", issuer: "Root", ca: true });
const good = { id: 10, time: 5000, host: "www.example.test", sent: [leaf, issuing], verdict: { built: [leaf, issuing] } };
const SECRET = "s3cr3t-of-somebody";
const text = log([
  ...request(1, 1, "www.example.test", SECRET), ...connection(good), ...connection({ ...good, id: 20, time: 9000, verdict: null }),
  ...connection({ ...good, id: 30, port: 8443 }), ...connection({ ...good, id: 40, host: "update.googleapis.com" }),
]);

test("a recording becomes an export with a connection for each host and port: the one that tells most, and nothing private", async () => {
  for (const bytes of [Buffer.from(text), gzipSync(text)]) {
    const shares: number[] = [];
    const made = await recordingAsExport(new Blob([bytes]), (share) => shares.push(share) > 0);
    assert.ok(made !== undefined && made !== BROKEN_OFF);
    assert.ok(!made.includes(SECRET));
    const document = JSON.parse(made) as object;
    const { records, producer } = importDocument(document);
    assert.deepEqual(records.map(({ observation: { host, port, tlsInfo } }) => [host, port, tlsInfo.sentChain?.length, tlsInfo.builtChain?.length]), [["www.example.test", 443, 2, 2], ["www.example.test", 8443, 2, 2]]);
    assert.equal(`${producer.name} ${producer.version}, ${producer.browser}`, "NetLog 156.0.8078.108, Chromium");
    assertValidTelemetry(document);
    assert.deepEqual(shares, [0]);
  }
});

test("other files are no recordings, and reading ends when nobody wants it any more", async () => {
  const always = (): boolean => true;
  assert.equal(await recordingAsExport(new Blob(["{\"format\": \"tlscope-telemetry\"}"]), always), undefined);
  assert.equal(await recordingAsExport(new Blob([""]), always), undefined);
  assert.equal(await recordingAsExport(new Blob([Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff)]), always), undefined);
  assert.equal(await recordingAsExport(new Blob([text]), () => false), BROKEN_OFF);
  await assert.rejects(recordingAsExport(new Blob(["{\"constants\": {\"a\": 1}}"]), always), RecordingError);
});
