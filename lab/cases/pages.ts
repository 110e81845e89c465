import { defineCase, goodExpectation } from "./base.ts";

/** Twenty hosts of mixed strength: good ones, weak ones, and four that fail. */
const MIXED = [
  "tls13-aes128.test", "tls13-aes256.test", "tls13-chacha20.test", "tls12-ecdhe-gcm.test", "tls12-ecdhe-cbc.test",
  "tls12-rsa.test", "group-p256.test", "group-p384.test", "http1.test", "http2.test",
  "key-rsa2048.test", "key-rsa4096.test", "hsts-short.test", "hsts-none.test", "chain-unrelated.test",
  "valid-800-days.test", "expired.test", "self-signed.test", "wrong-name.test", "reset.test",
];

const FRAMED = ["tls12-ecdhe-cbc.test", "hsts-none.test", "expired.test"];

export const pages = [
  defineCase({
    host: "twenty-hosts.test",
    category: "page",
    title: "Twenty other hosts",
    description: "A good connection that loads one image each from twenty others: good, weak, and four that fail.",
    page: { kind: "images", images: 20, hosts: MIXED },
    expect: { ...goodExpectation, otherHosts: MIXED },
  }),
  defineCase({
    host: "plain.test",
    category: "page",
    title: "Plain http",
    description: "No TLS at all: anyone on the way reads and changes what passes.",
    server: { kind: "plain" },
    expect: { outcome: "plain", findings: ["host/plain-http"] },
  }),
  defineCase({
    host: "mixed-plain.test",
    category: "page",
    title: "Mixed with plain http",
    description: "A good connection whose page asks for an image by plain http. Browsers try https in its place, and fail, or load it as it is, by preference.",
    page: { kind: "images", images: 1, hosts: ["mixed-plain.test"], plain: ["plain.test"] },
    expect: { ...goodExpectation, otherHosts: ["plain.test"] },
  }),
  defineCase({
    host: "redirect.test",
    category: "page",
    title: "Behind redirects",
    description: "Plain http, then https at another host, then the page at a third.",
    server: { kind: "plain" },
    page: { kind: "redirect", status: 301, to: "redirect-hop.test" },
    expect: { ...goodExpectation, finalHost: "hsts-long.test", otherHosts: ["redirect-hop.test"] },
  }),
  defineCase({
    host: "redirect-hop.test",
    category: "page",
    title: "A redirect to another host",
    description: "Weaker than the page that it leads to: TLS 1.2.",
    server: { version: "TLS 1.2", cipherSuites: ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"] },
    page: { kind: "redirect", status: 302, to: "hsts-long.test" },
    expect: { ...goodExpectation, finalHost: "hsts-long.test" },
  }),
  defineCase({
    host: "frames.test",
    category: "page",
    title: "Frames",
    description: "Three frames of other hosts, one of which fails.",
    page: { kind: "frames", hosts: FRAMED },
    expect: { ...goodExpectation, otherHosts: FRAMED },
  }),
  defineCase({
    host: "workers.test",
    category: "page",
    title: "Workers",
    description: "A dedicated, a shared and a service worker, each fetching from a host of its own.",
    page: { kind: "workers", dedicated: "tls12-ecdhe-gcm.test", shared: "tls13-chacha20.test", service: "tls12-rsa.test" },
    expect: { ...goodExpectation, otherHosts: ["tls12-ecdhe-gcm.test", "tls13-chacha20.test", "tls12-rsa.test"] },
  }),
  defineCase({
    host: "websockets.test",
    category: "page",
    title: "WebSockets",
    description: "One to itself and one to another host.",
    server: { alpn: ["http/1.1"] },
    page: { kind: "websockets", hosts: ["websockets.test", "http1.test"] },
    expect: { ...goodExpectation, alpn: "http/1.1", otherHosts: ["http1.test"] },
  }),
];
