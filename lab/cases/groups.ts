import { defineCase, goodExpectation } from "./base.ts";

export const groups = [
  defineCase({
    host: "group-x25519.test",
    category: "group",
    title: "X25519",
    description: "Good. The most common group.",
    expect: goodExpectation,
  }),
  defineCase({
    host: "group-p256.test",
    category: "group",
    title: "P-256 (secp256r1)",
    description: "Good. As strong as X25519.",
    server: { groups: ["secp256r1"] },
    // P-256 about 3072 bits: 90. 30 + 27 + 40 = 97.
    expect: { ...goodExpectation, group: "secp256r1" },
  }),
  defineCase({
    host: "group-p384.test",
    category: "group",
    title: "P-384 (secp384r1), with a P-384 key",
    description: "Good. Both the exchange and the certificate's key as strong as 7,680 bits of RSA.",
    server: { groups: ["secp384r1"] },
    certificate: { key: "P-384" },
    // P-384 about 7680 bits, key and exchange: 100. 30 + 30 + 40 = 100.
    expect: { ...goodExpectation, group: "secp384r1", categories: { protocol: 100, keyExchange: 100, cipher: 100 }, score: 100 },
  }),
  defineCase({
    host: "group-x25519mlkem768.test",
    category: "group",
    title: "X25519MLKEM768",
    description: "Good. A hybrid of X25519 and ML-KEM-768: what is recorded today stays closed to a quantum computer.",
    server: { groups: ["X25519MLKEM768"] },
    // At least its classical part: 90. 30 + 27 + 40 = 97.
    expect: { ...goodExpectation, group: "X25519MLKEM768", findings: ["connection/post-quantum"] },
  }),
];
