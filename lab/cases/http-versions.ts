import { defineCase, goodExpectation } from "./base.ts";

export const httpVersions = [
  defineCase({
    host: "http1.test",
    category: "http",
    title: "HTTP/1.1",
    description: "Good. Negotiates http/1.1 by ALPN and offers nothing else.",
    server: { alpn: ["http/1.1"] },
    expect: { ...goodExpectation, alpn: "http/1.1" },
  }),
  defineCase({
    host: "http2.test",
    category: "http",
    title: "HTTP/2",
    description: "Good. Offers h2 alone.",
    server: { alpn: ["h2"] },
    expect: goodExpectation,
  }),
  defineCase({
    host: "http3.test",
    category: "http",
    title: "HTTP/3",
    description: "Good. TLS 1.3 inside QUIC, on a UDP port of its own; HTTP/2 on the TCP port of the same number.",
    server: { alpn: ["h3", "h2", "http/1.1"], cipherSuites: ["TLS_AES_128_GCM_SHA256"] },
    // 30 + 27 + 32 = 89.
    expect: { ...goodExpectation, alpn: "h3", cipherSuite: "TLS_AES_128_GCM_SHA256", categories: { protocol: 100, keyExchange: 90, cipher: 80 }, score: 89 },
  }),
];
