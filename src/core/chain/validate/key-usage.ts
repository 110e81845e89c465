import { EXTENSION } from "../../x509/oids.ts";
import { NO_FAULTS, type Fault } from "../fault.ts";
import type { Check } from "./check.ts";

/**
 * RFC 5280 sections 4.2.1.3 and 6.1.4 n: where there is a key usage, an issuer may sign certificates; a leaf may sign
 * handshakes or agree on or encipher keys, and must not sign certificates.
 */
export const checkKeyUsage: Check = (certificate, { position }) => {
  const usage = certificate.keyUsage;
  if (!usage) return NO_FAULTS;
  const offset = certificate.extension(EXTENSION.keyUsage)?.offset;
  const fault = (wanted: string, breach: Fault["breach"] & string): Fault =>
    ({ rule: "chain/key-usage", params: [[...usage].join(", "), wanted], ...(offset === undefined ? {} : { offset }), breach });
  if (position !== "leaf") return usage.has("keyCertSign") ? NO_FAULTS : [fault("keyCertSign", position === "anchor" ? "anchor-no-cert-sign" : "issuer-no-cert-sign")];
  const faults: Fault[] = [];
  if (usage.has("keyCertSign")) faults.push(fault("no keyCertSign in a server's certificate", "leaf-cert-sign"));
  if (!usage.has("digitalSignature")) {
    faults.push(usage.has("keyEncipherment") || usage.has("keyAgreement")
      ? fault("digitalSignature", "leaf-no-signature") : fault("digitalSignature, keyEncipherment or keyAgreement", "leaf-no-usage"));
  }
  return faults;
};
