import { accepted, defineCase } from "./base.ts";

export const trust = [
  defineCase({
    host: "self-signed.test",
    category: "trust",
    title: "Self-signed",
    description: "Nobody vouches for this key but itself.",
    certificate: { issuer: "self" },
    chain: ["leaf"],
    expect: { outcome: "fails", errorName: "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT" },
    chromium: { outcome: "fails", errorName: "ERR_CERT_AUTHORITY_INVALID" },
    relaxed: accepted("T", "certificate/untrusted"),
  }),
  defineCase({
    host: "unknown-root.test",
    category: "trust",
    title: "Unknown root",
    description: "A whole chain, to a root that the browser does not know.",
    certificate: { issuer: "unknown-issuing" },
    chain: ["leaf", "unknown-issuing", "unknown-root"],
    expect: { outcome: "fails", errorName: "SEC_ERROR_UNKNOWN_ISSUER" },
    chromium: { outcome: "fails", errorName: "ERR_CERT_AUTHORITY_INVALID" },
    relaxed: accepted("T", "certificate/untrusted"),
  }),
  defineCase({
    host: "three-faults.test",
    category: "trust",
    title: "Expired, for another name, self-signed",
    description: "Three faults at once. A browser names one; all three stand in the certificate.",
    certificate: { issuer: "self", names: ["somewhere-else.test"], validity: { from: -400, to: -35 } },
    chain: ["leaf"],
    expect: { outcome: "fails", errorName: "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT" },
    chromium: { outcome: "fails", errorName: "ERR_CERT_AUTHORITY_INVALID" },
    relaxed: accepted("T", "certificate/untrusted", "certificate/expired", "certificate/name-mismatch"),
  }),
];
