import { defineCase } from "./base.ts";

export const failures = [
  defineCase({
    host: "reset.test",
    category: "failure",
    title: "Reset in the handshake",
    description: "The server resets the connection (TCP RST) when it has read the ClientHello.",
    server: { kind: "reset" },
    expect: { outcome: "fails", errorName: "NS_ERROR_NET_RESET" },
    chromium: { outcome: "fails", errorName: "ERR_CONNECTION_RESET" },
  }),
  defineCase({
    host: "close.test",
    category: "failure",
    title: "Closed in the handshake",
    description: "The server closes the connection when it has read the ClientHello, without a word. Firefox calls that a reset too.",
    server: { kind: "close" },
    expect: { outcome: "fails", errorName: "NS_ERROR_NET_RESET" },
    oldestFirefox: { errorName: "NS_ERROR_NET_INTERRUPT" },
    chromium: { outcome: "fails", errorName: "ERR_CONNECTION_CLOSED" },
  }),
  defineCase({
    host: "plain-text.test",
    category: "failure",
    title: "Plain text where TLS is expected",
    description: "The server answers the ClientHello with an HTTP response.",
    server: { kind: "text" },
    expect: { outcome: "fails", errorName: "SSL_ERROR_RX_RECORD_TOO_LONG" },
    chromium: { outcome: "fails", errorName: "ERR_SSL_PROTOCOL_ERROR" },
  }),
  defineCase({
    host: "no-common-cipher.test",
    category: "failure",
    title: "No cipher suite in common",
    description: "The server speaks TLS 1.2 with a suite (AES-256-CCM-8) that browsers do not offer.",
    server: { version: "TLS 1.2", cipherSuites: ["TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8"] },
    expect: { outcome: "fails", errorName: "SSL_ERROR_NO_CYPHER_OVERLAP" },
    chromium: { outcome: "fails", errorName: "ERR_SSL_VERSION_OR_CIPHER_MISMATCH" },
  }),
];
