import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { PemError, certificatesFromPem, pemBlocks, toPem } from "../../../../src/core/x509/pem.ts";
import { certificate } from "./support/der.ts";

const der = certificate();
const pem = toPem(der);

test("what is written is what OpenSSL writes, and is read", () => {
  assert.equal(pem, `-----BEGIN CERTIFICATE-----\n${(Buffer.from(der).toString("base64").match(/.{1,64}/g) ?? []).join("\n")}\n-----END CERTIFICATE-----\n`);
  assert.deepEqual(certificatesFromPem(pem), [der]);
});

test("any bytes go there and back", () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
    const text = toPem(bytes, "X");
    assert.equal(text.split("\n").slice(1, -2).join(""), Buffer.from(bytes).toString("base64"));
    assert.deepEqual(pemBlocks(text).map(({ label, der: read }) => [label, read]), [["X", bytes]]);
  }));
});

test("text around, other blocks, line ends, indentation, a byte order mark", () => {
  const text = `\ufeff${pem}subject=CN = x\r\n  -----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES\n\nAAAA\n-----END RSA PRIVATE KEY-----\n`
    + `-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n${pem.replaceAll("\n", "\r\n").replaceAll(/^/gm, "\t")} trailing`;
  assert.deepEqual(certificatesFromPem(text), [der, der]);
  const rows = text.split(/\r\n|\n/);
  const lineOf = (label: string, from: number): number => rows.findIndex((row, index) => index >= from && row.includes(`BEGIN ${label}`)) + 1;
  assert.deepEqual(pemBlocks(text).map(({ label, line }) => [label, line]),
    [["CERTIFICATE", 1], ["PUBLIC KEY", lineOf("PUBLIC KEY", 0)], ["CERTIFICATE", lineOf("CERTIFICATE", 1)]]);
});

const BEGIN = "-----BEGIN CERTIFICATE-----";
const END = "-----END CERTIFICATE-----";

describe("refused, with the line", () => {
  for (const [what, text, code, line] of [
    ["nothing", "", "pem-none", 1],
    ["a key alone", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "pem-none", 1],
    ["no end", `x\n${BEGIN}\nAAAA`, "pem-not-ended", 2],
    ["an end alone", `x\n\n${END}`, "pem-end-without-begin", 3],
    ["another end", `${BEGIN}\nAAAA\n-----END PUBLIC KEY-----`, "pem-end-differs", 3],
    ["a begin within", `${BEGIN}\nAAAA\n${BEGIN}`, "pem-nested", 3],
    ["an empty block", `\n${BEGIN}\n${END}`, "pem-empty", 2],
    ["a character that is none of base64", `${BEGIN}\nAAAA\nAA*A\n${END}`, "pem-character", 3],
    ["base64url", `${BEGIN}\nAA_A\n${END}`, "pem-character", 2],
    ["a header in a certificate", `${BEGIN}\nComment: x\n\nAAAA\n${END}`, "pem-character", 2],
    ["padding in the middle", `${BEGIN}\nAA==\nAAAA\n${END}`, "pem-padding", 3],
    ["bits behind the end", `${BEGIN}\nAAAA\nAAB=\n${END}`, "pem-padding", 3],
    ["bits behind the end of one byte", `${BEGIN}\nAB==\n${END}`, "pem-padding", 2],
    ["a missing character", `${BEGIN}\nAAAA\nAAA\n${END}`, "pem-length", 3],
    ["a lone character", `${BEGIN}\nA===\n${END}`, "pem-length", 2],
  ] as const) {
    test(what, () => {
      assert.throws(() => certificatesFromPem(text), (error) => {
        assert.ok(error instanceof PemError);
        assert.deepEqual([error.code, error.line], [code, line]);
        return error.message.startsWith(`Line ${line}: `);
      });
    });
  }
});

test("arbitrary text gives blocks or a PemError", () => {
  const piece = fc.constantFrom(BEGIN, END, "\n", "AAAA", "=", "x", " ", "-----BEGIN A-----", "-----END A-----", "\r\n", "\u2028");
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
    try {
      pemBlocks(pieces.join(""));
    } catch (error) {
      assert.ok(error instanceof PemError, String(error));
    }
  }));
});
