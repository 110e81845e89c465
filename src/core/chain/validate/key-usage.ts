import { EXTENSION } from "../../x509/oids.ts";
import { NO_FAULTS } from "../fault.ts";
import type { Check } from "./check.ts";

/**
 * RFC 5280 sections 4.2.1.3 and 6.1.4 n: where there is a key usage, an issuer may sign certificates; a leaf may sign
 * handshakes or agree on or encipher keys, and must not sign certificates.
 */
export const checkKeyUsage: Check = (certificate, { position, profile }) => {
  const usage = certificate.keyUsage;
  if (!usage) return NO_FAULTS;
  const offset = certificate.extension(EXTENSION.keyUsage)?.offset;
  const at = offset === undefined ? {} : { offset };
  if (position !== "leaf") {
    if (usage.has("keyCertSign") || (position === "anchor" && profile === "browser" && !certificate.basicConstraints)) return NO_FAULTS;
    return [{ rule: "chain/key-usage", params: [[...usage].join(", "), "keyCertSign"], ...at }];
  }
  if (usage.has("keyCertSign") && profile === "strict") return [{ rule: "chain/key-usage", params: [[...usage].join(", "), "no keyCertSign in a server's certificate"], ...at }];
  return usage.has("digitalSignature") || usage.has("keyEncipherment") || usage.has("keyAgreement")
    ? NO_FAULTS
    : [{ rule: "chain/key-usage", params: [[...usage].join(", "), "digitalSignature, keyEncipherment or keyAgreement"], ...at }];
};
