import { defineCase } from "./base.ts";

export const trust = [
  defineCase({
    host: "self-signed.test",
    category: "trust",
    title: "Self-signed",
    description: "Nobody vouches for this key but itself.",
    certificate: { issuer: "self" },
    chain: ["leaf"],
    expect: { outcome: "fails", errorName: "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT" },
  }),
  defineCase({
    host: "unknown-root.test",
    category: "trust",
    title: "Unknown root",
    description: "A whole chain, to a root that the browser does not know.",
    certificate: { issuer: "unknown-issuing" },
    chain: ["leaf", "unknown-issuing", "unknown-root"],
    expect: { outcome: "fails", errorName: "SEC_ERROR_UNKNOWN_ISSUER" },
  }),
  defineCase({
    host: "expired.test",
    category: "certificate",
    title: "Expired",
    description: "The certificate ended three days ago.",
    certificate: { validity: { from: -48, to: -3 } },
    expect: { outcome: "fails", errorName: "SEC_ERROR_EXPIRED_CERTIFICATE" },
  }),
];
