import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { mergeLocale } from "../../../scripts/locales.ts";
import { describeCertificate } from "../../../src/core/description/describe.ts";
import { textFrom } from "../../../src/core/text/message-text.ts";
import { hexDump, pemBytes } from "../../../ui/certificate/bytes.ts";
import { CertificateViewer } from "../../../ui/certificate/viewer.tsx";
import { certificateFileName } from "../../../ui/file-name.ts";
import { TextContext } from "../../../ui/text.ts";
import { toPem } from "../../../src/core/x509/pem.ts";
import { richCertificate } from "../core/x509/support/rich.ts";

const text = textFrom(mergeLocale("_locales/en"));

const html = (der: Uint8Array): string =>
  renderToString(<TextContext.Provider value={text}><CertificateViewer description={describeCertificate(der)} title="rich.test" level={3} /></TextContext.Provider>);

test("a whole certificate has no fault, a copy button for each value, and the bytes of each part on demand", () => {
  const markup = html(richCertificate());
  assert.doesNotMatch(markup, /viewer-fault/);
  assert.doesNotMatch(markup, /hex-dump/);
  const description = describeCertificate(richCertificate());
  const values = [...description.fields, ...description.extensions].flatMap(({ groups }) => groups.flat()).reduce((sum, field) => sum + field.values.length, 0);
  assert.equal(markup.match(/class="copy"/g)?.length, values);
  assert.equal(markup.match(/class="raw-bytes"/g)?.length, [...description.fields, ...description.extensions].filter(({ place }) => place !== undefined).length + 1);
});

test("one that breaks off shows what was read, the error with its offset, and can still be saved", () => {
  const markup = html(richCertificate().slice(0, 700));
  const [, code, offset] = /data-testid="viewer-fault" data-code="([^"]+)" data-offset="(\d+)"/.exec(markup) ?? [];
  assert.equal(code, "length-overrun");
  assert.match(markup, new RegExp(`\\(byte ${offset ?? "none"}\\)`));
  assert.match(markup, /data-title="viewer_section_subject"/);
  assert.match(markup, /data-testid="save-der"/);
});

describe("bytes", () => {
  test("come back from PEM as they were", () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 500 }), (bytes) => assert.deepEqual(pemBytes(toPem(bytes)), new Uint8Array(bytes))));
  });

  test("stand in a dump with the offset of each line", () => {
    assert.equal(hexDump(new TextEncoder().encode("TLScope\n1"), 0x4c), "0004c  54 4c 53 63 6f 70 65 0a  TLScope·\n00054  31                       1");
    assert.equal(hexDump(new Uint8Array(0), 0), "");
  });
});

test("a certificate's file has a name that every file system takes", () => {
  assert.equal(certificateFileName("www.example.com", "0a1b2c3d4e", "pem"), "www.example.com-0a1b2c3d.pem");
  assert.equal(certificateFileName("../../\u202Eetc/passwd", "0a1b2c3d4e", "der"), "etc_passwd-0a1b2c3d.der");
  assert.equal(certificateFileName("株式会社", "0a1b2c3d4e", "pem"), "certificate-0a1b2c3d.pem");
});
