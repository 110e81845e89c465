import { EXTENSION } from "../../x509/oids.ts";
import { NO_FAULTS } from "../fault.ts";
import type { Check } from "./check.ts";

/**
 * RFC 5280 section 4.2.1.9 and 6.1.4 k: an issuer says cA, in a critical extension. A leaf must not (BR 7.1.2.7.8;
 * mozilla::pkix and webpki refuse a CA in the server's place).
 */
export const checkBasicConstraints: Check = (certificate, { position }) => {
  const constraints = certificate.basicConstraints;
  const offset = certificate.extension(EXTENSION.basicConstraints)?.offset;
  const at = offset === undefined ? {} : { offset };
  if (position === "leaf") return constraints?.ca ? [{ rule: "chain/ca-as-leaf", params: [], ...at, breach: "leaf-is-ca" }] : NO_FAULTS;
  if (!constraints?.ca) {
    return [{ rule: "chain/not-a-ca", params: [], ...at, ...(position === "anchor" ? { breach: constraints ? "anchor-not-a-ca" : "anchor-without-basic-constraints" } : {}) }];
  }
  return certificate.extension(EXTENSION.basicConstraints)?.critical ? NO_FAULTS
    : [{ rule: "chain/criticality", params: ["basicConstraints", "critical"], ...at, breach: "basic-constraints-not-critical" }];
};
