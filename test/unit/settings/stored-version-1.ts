/** What the add-on stored while its settings were of version 1, every part of it chosen. */
const HASH = "ab".repeat(32);

export const STORED_VERSION_1 = {
  version: 1,
  trust: { base: "mozilla", added: ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"], restrictions: [{ hosts: "*.corp.test", anchors: [HASH] }] },
  profile: "mozilla-modern-6.0",
  inspection: "every-page",
  interception: {
    expected: [{ hash: HASH, name: "Our proxy", since: "2026-03-01T09:00:00.000Z" }],
    pins: [{ hosts: "bank.test", kind: "key", hashes: [HASH], since: "2026-03-02T09:00:00.000Z", why: "the bank" }],
    exceptions: [{ host: "nas.local", port: 8443, key: HASH, since: "2026-03-03T09:00:00.000Z", why: "" }],
    remember: false,
    notify: true,
  },
  companion: true,
} as const;
