import { HOSTILE_TEXT } from "../pki/authorities.ts";
import { accepted, defineCase, goodExpectation } from "./base.ts";

const thousand = "thousand-names.test";

export const names = [
  defineCase({
    host: "wrong-name.test",
    category: "name",
    title: "Wrong name",
    description: "The certificate is for www.wrong-name.test alone.",
    certificate: { names: ["www.wrong-name.test"] },
    expect: { outcome: "fails", errorName: "SSL_ERROR_BAD_CERT_DOMAIN" },
    chromium: { outcome: "fails", errorName: "ERR_CERT_COMMON_NAME_INVALID" },
    relaxed: accepted("M", "certificate/name-mismatch"),
  }),
  defineCase({
    host: "www.wildcard.test",
    category: "name",
    title: "A wildcard",
    description: "Good. The certificate is for *.wildcard.test.",
    certificate: { names: ["*.wildcard.test"] },
    expect: goodExpectation,
  }),
  defineCase({
    host: "too.deep.wildcard.test",
    category: "name",
    title: "A wildcard one level off",
    description: "The certificate is for *.wildcard.test, and a star stands for one label alone.",
    certificate: { names: ["*.wildcard.test"] },
    expect: { outcome: "fails", errorName: "SSL_ERROR_BAD_CERT_DOMAIN" },
    chromium: { outcome: "fails", errorName: "ERR_CERT_COMMON_NAME_INVALID" },
    relaxed: accepted("M", "certificate/name-mismatch"),
  }),
  defineCase({
    host: thousand,
    category: "name",
    title: "A thousand names",
    description: "Good, and 25 KB long: one certificate for 1,000 names.",
    certificate: { names: [thousand, ...Array.from({ length: 999 }, (_, index) => `n${String(index + 1).padStart(3, "0")}.${thousand}`)] },
    expect: goodExpectation,
  }),
  defineCase({
    host: "xn--bcher-kva.test",
    category: "name",
    title: "An internationalised name",
    description: "Good. Shown as bücher.test, sent and certified as xn--bcher-kva.test.",
    certificate: { subject: [{ type: "C", value: "NL" }, { type: "O", value: "Bücher & Söhne 株式会社" }, { type: "CN", value: "xn--bcher-kva.test" }] },
    expect: goodExpectation,
  }),
  defineCase({
    host: "hostile-text.test",
    category: "name",
    title: "Names full of markup and bidirectional characters",
    description: `A good connection. Subject and issuer of the certificate say: ${HOSTILE_TEXT}`,
    certificate: {
      issuer: "hostile",
      subject: [{ type: "C", value: "NL" }, { type: "O", value: HOSTILE_TEXT }, { type: "OU", value: "javascript:alert(3)//\n</title><svg onload=alert(4)>" }, { type: "L", value: "\u202Eecalp a" }, { type: "CN", value: "hostile-text.test" }],
    },
    chain: ["leaf", "hostile"],
    expect: { ...goodExpectation, path: ["leaf", "hostile", "root"] },
  }),
];
