import { defineCase, goodExpectation } from "./base.ts";

/** Certificate and chain for suites whose authentication is RSA. */
const rsa = { certificate: { key: "RSA-2048", issuer: "issuing-rsa" }, chain: ["leaf", "issuing-rsa"] } as const;
const rsaPath = { path: ["leaf", "issuing-rsa", "root"] } as const;

export const cipherSuites = [
  defineCase({
    host: "tls13-aes128.test",
    category: "cipher",
    title: "TLS 1.3, AES-128-GCM",
    description: "Good. The mandatory suite of TLS 1.3, with an RSA-2048 key.",
    ...rsa,
    server: { cipherSuites: ["TLS_AES_128_GCM_SHA256"] },
    // 128 bits: 80. 30 + 27 + 32 = 89, the guide's own anchor.
    expect: { ...goodExpectation, ...rsaPath, cipherSuite: "TLS_AES_128_GCM_SHA256", categories: { protocol: 100, keyExchange: 90, cipher: 80 }, score: 89 },
  }),
  defineCase({
    host: "tls13-aes256.test",
    category: "cipher",
    title: "TLS 1.3, AES-256-GCM",
    description: "Good. 256 bits, with an RSA-2048 key.",
    ...rsa,
    // 30 + 27 + 40 = 97, the guide's own anchor.
    expect: { ...goodExpectation, ...rsaPath },
  }),
  defineCase({
    host: "tls13-chacha20.test",
    category: "cipher",
    title: "TLS 1.3, ChaCha20-Poly1305",
    description: "Good. A stream cipher of 256 bits.",
    server: { cipherSuites: ["TLS_CHACHA20_POLY1305_SHA256"] },
    // 256 bits: 100. 30 + 27 + 40 = 97.
    expect: { ...goodExpectation, cipherSuite: "TLS_CHACHA20_POLY1305_SHA256" },
  }),
  defineCase({
    host: "tls12-ecdhe-gcm.test",
    category: "cipher",
    title: "TLS 1.2, ECDHE, AES-128-GCM",
    description: "Forward secrecy and authenticated encryption, as well as TLS 1.2 can; but no TLS 1.3.",
    server: { version: "TLS 1.2", cipherSuites: ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"] },
    // 30 + 27 + 32 = 89, A; no TLS 1.3: A-.
    expect: {
      ...goodExpectation, tlsVersion: "TLS 1.2", cipherSuite: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
      categories: { protocol: 100, keyExchange: 90, cipher: 80 }, score: 89, grade: "A-", findings: ["connection/no-tls13"],
    },
  }),
  defineCase({
    host: "tls12-ecdhe-cbc.test",
    category: "cipher",
    title: "TLS 1.2, ECDHE, AES-256-CBC",
    description: "Forward secrecy, but encryption without authentication of its own (CBC with HMAC).",
    ...rsa,
    server: { version: "TLS 1.2", cipherSuites: ["TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"], alpn: ["http/1.1"] },
    // 30 + 27 + 40 = 97, A; no AEAD: B.
    expect: {
      ...goodExpectation, ...rsaPath, tlsVersion: "TLS 1.2", cipherSuite: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", alpn: "http/1.1",
      grade: "B", findings: ["connection/no-tls13", "connection/no-aead"],
    },
  }),
  defineCase({
    host: "tls12-rsa.test",
    category: "cipher",
    title: "TLS 1.2, static RSA, AES-128-GCM",
    description: "The session key is encrypted to the certificate's key: whoever gets that key later reads all recorded traffic.",
    ...rsa,
    server: { version: "TLS 1.2", cipherSuites: ["TLS_RSA_WITH_AES_128_GCM_SHA256"], alpn: ["http/1.1"] },
    // RSA-2048 both ways: 90. 30 + 27 + 32 = 89, A; no forward secrecy: B.
    expect: {
      outcome: "loads", tlsVersion: "TLS 1.2", cipherSuite: "TLS_RSA_WITH_AES_128_GCM_SHA256", alpn: "http/1.1",
      path: ["leaf", "issuing-rsa", "root"], roles: ["leaf", "intermediate"],
      categories: { protocol: 100, keyExchange: 90, cipher: 80 }, score: 89, grade: "B",
      findings: ["connection/no-tls13", "connection/no-forward-secrecy"],
    },
  }),
];
