import { defineCase } from "./base.ts";

/** TLS 1.0 and 1.1 have no AEAD and no ECDSA with SHA-256: the suite is the best that they can do. */
const old = {
  certificate: { key: "RSA-2048", issuer: "issuing-rsa" },
  chain: ["leaf", "issuing-rsa"],
} as const;

const suite = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";

const oldFindings = ["connection/old-tls", "connection/no-tls12", "connection/no-tls13", "connection/no-aead"];

export const versions = [
  defineCase({
    host: "tls11.test",
    category: "version",
    title: "TLS 1.1 only",
    description: "Forbidden since 2021 (RFC 8996). Browsers refuse it unless told otherwise.",
    ...old,
    server: { version: "TLS 1.1", cipherSuites: [suite], alpn: ["http/1.1"] },
    expect: { outcome: "fails", errorName: "SSL_ERROR_PROTOCOL_VERSION_ALERT" },
    chromium: { outcome: "fails", errorName: "ERR_SSL_VERSION_OR_CIPHER_MISMATCH" },
    // TLS 1.1: 95. 28.5 + 27 + 32 = 87.5; no TLS 1.2: C.
    relaxed: {
      by: "old-versions", outcome: "loads", tlsVersion: "TLS 1.1", cipherSuite: suite, group: "x25519", alpn: "http/1.1",
      path: ["leaf", "issuing-rsa", "root"], roles: ["leaf", "intermediate"],
      categories: { protocol: 95, keyExchange: 90, cipher: 80 }, score: 87.5, grade: "C", findings: oldFindings,
    },
  }),
  defineCase({
    host: "tls10.test",
    category: "version",
    title: "TLS 1.0 only",
    description: "Forbidden since 2021 (RFC 8996). Browsers refuse it unless told otherwise.",
    ...old,
    server: { version: "TLS 1.0", cipherSuites: [suite], alpn: ["http/1.1"] },
    expect: { outcome: "fails", errorName: "SSL_ERROR_PROTOCOL_VERSION_ALERT" },
    chromium: { outcome: "fails", errorName: "ERR_SSL_VERSION_OR_CIPHER_MISMATCH" },
    // TLS 1.0: 90. 27 + 27 + 32 = 86; no TLS 1.2: C.
    relaxed: {
      by: "old-versions", outcome: "loads", tlsVersion: "TLS 1.0", cipherSuite: suite, group: "x25519", alpn: "http/1.1",
      path: ["leaf", "issuing-rsa", "root"], roles: ["leaf", "intermediate"],
      categories: { protocol: 90, keyExchange: 90, cipher: 80 }, score: 86, grade: "C", findings: oldFindings,
    },
  }),
  defineCase({
    host: "resumed.test",
    category: "version",
    title: "TLS 1.2, resumed sessions",
    description: "Gives out session tickets and closes each connection after its answer: from the second request on the session is resumed, and a browser may have forgotten its group.",
    server: { version: "TLS 1.2", cipherSuites: ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"], alpn: ["http/1.1"], resumption: true },
    // Of the first connection: 30 + 27 + 40 = 97, A; no TLS 1.3: A-.
    expect: {
      outcome: "loads", tlsVersion: "TLS 1.2", cipherSuite: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", group: "x25519", alpn: "http/1.1",
      path: ["leaf", "issuing", "root"], roles: ["leaf", "intermediate"],
      categories: { protocol: 100, keyExchange: 90, cipher: 100 }, score: 97, grade: "A-", findings: ["connection/no-tls13"],
    },
  }),
];
