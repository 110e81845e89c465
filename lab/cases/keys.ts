import { defineCase, goodExpectation } from "./base.ts";

/** The exchange is X25519 throughout, 90: a stronger key does not raise the category, which is the weaker of the two. */
export const keys = [
  defineCase({
    host: "key-rsa1024.test",
    category: "key",
    title: "RSA, 1,024 bits",
    description: "Too short: within reach of those with the means. Firefox refuses it under public roots, and takes it under one that somebody added, as here.",
    certificate: { key: "RSA-1024", issuer: "issuing-rsa" },
    chain: ["leaf", "issuing-rsa"],
    // 1024 bits: 80. 30 + 24 + 40 = 94, A; a key < 2048: B.
    expect: {
      ...goodExpectation, path: ["leaf", "issuing-rsa", "root"], categories: { protocol: 100, keyExchange: 80, cipher: 100 },
      score: 94, grade: "B", findings: ["certificate/weak-key"],
    },
  }),
  defineCase({
    host: "key-rsa2048.test",
    category: "key",
    title: "RSA, 2,048 bits",
    description: "Good. The least that public authorities sign.",
    certificate: { key: "RSA-2048", issuer: "issuing-rsa" },
    chain: ["leaf", "issuing-rsa"],
    // 2048 bits: 90. 30 + 27 + 40 = 97.
    expect: { ...goodExpectation, path: ["leaf", "issuing-rsa", "root"] },
  }),
  defineCase({
    host: "key-rsa4096.test",
    category: "key",
    title: "RSA, 4,096 bits",
    description: "Good. Stronger than the exchange that it signs.",
    certificate: { key: "RSA-4096", issuer: "issuing-rsa" },
    chain: ["leaf", "issuing-rsa"],
    // 4096 bits: 100, X25519: 90. 30 + 27 + 40 = 97.
    expect: { ...goodExpectation, path: ["leaf", "issuing-rsa", "root"] },
  }),
  defineCase({
    host: "key-p256.test",
    category: "key",
    title: "ECDSA, P-256",
    description: "Good. Small and fast.",
    expect: goodExpectation,
  }),
  defineCase({
    host: "key-p384.test",
    category: "key",
    title: "ECDSA, P-384",
    description: "Good.",
    certificate: { key: "P-384" },
    // P-384: 100, X25519: 90. 30 + 27 + 40 = 97.
    expect: goodExpectation,
  }),
  defineCase({
    host: "key-ed25519.test",
    category: "key",
    title: "Ed25519",
    description: "A good key that browsers do not offer to verify: the server finds no signature scheme in common.",
    certificate: { key: "Ed25519" },
    expect: { outcome: "fails", errorName: "SSL_ERROR_NO_CYPHER_OVERLAP" },
    chromium: { outcome: "fails", errorName: "ERR_SSL_VERSION_OR_CIPHER_MISMATCH" },
  }),
];
