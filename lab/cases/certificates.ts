import { accepted, defineCase, goodExpectation } from "./base.ts";

export const certificates = [
  defineCase({
    host: "expired.test",
    category: "certificate",
    title: "Expired",
    description: "The certificate ended three days ago.",
    certificate: { validity: { from: -48, to: -3 } },
    expect: { outcome: "fails", errorName: "SEC_ERROR_EXPIRED_CERTIFICATE" },
    chromium: { outcome: "fails", errorName: "ERR_CERT_DATE_INVALID" },
    relaxed: accepted("T", "certificate/expired"),
  }),
  defineCase({
    host: "not-yet-valid.test",
    category: "certificate",
    title: "Not yet valid",
    description: "The certificate begins in three days.",
    certificate: { validity: { from: 3, to: 48 } },
    expect: { outcome: "fails", errorName: "MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE" },
    chromium: { outcome: "fails", errorName: "ERR_CERT_DATE_INVALID" },
    relaxed: accepted("T", "certificate/not-yet-valid"),
  }),
  defineCase({
    host: "sha1.test",
    category: "certificate",
    title: "Signed with SHA-1",
    description: "A signature that can be forged with money: collisions of SHA-1 have been shown since 2017.",
    certificate: { key: "RSA-2048", issuer: "issuing-rsa", hash: "SHA-1" },
    chain: ["leaf", "issuing-rsa"],
    expect: { outcome: "fails", errorName: "SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED" },
    chromium: { outcome: "fails", errorName: "ERR_CERT_INVALID" },
    relaxed: accepted("T", "certificate/weak-signature"),
  }),
  defineCase({
    host: "valid-800-days.test",
    category: "certificate",
    title: "Valid for 800 days",
    description: "Longer than any public authority may sign. From a private one, as here, a matter of taste.",
    certificate: { validity: { from: -10, to: 790 } },
    // A notice under a private anchor, no warning: 97, A+.
    expect: { ...goodExpectation, findings: ["certificate/validity-too-long"] },
  }),
];
