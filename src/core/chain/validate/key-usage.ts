import type { Certificate } from "../../x509/certificate.ts";
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
  if (position !== "leaf") return usage.has("keyCertSign") ? NO_FAULTS : [faultOf(certificate, usage, "keyCertSign", position === "anchor" ? "anchor-no-cert-sign" : "issuer-no-cert-sign")];
  if (usage.has("digitalSignature") && !usage.has("keyCertSign")) return NO_FAULTS;
  const faults: Fault[] = [];
  if (usage.has("keyCertSign")) faults.push(faultOf(certificate, usage, "no keyCertSign in a server's certificate", "leaf-cert-sign"));
  if (!usage.has("digitalSignature")) {
    faults.push(usage.has("keyEncipherment") || usage.has("keyAgreement")
      ? faultOf(certificate, usage, "digitalSignature", "leaf-no-signature") : faultOf(certificate, usage, "digitalSignature, keyEncipherment or keyAgreement", "leaf-no-usage"));
  }
  return faults;
};

function faultOf(certificate: Certificate, usage: ReadonlySet<string>, wanted: string, breach: Fault["breach"] & string): Fault {
  const offset = certificate.extension(EXTENSION.keyUsage)?.offset;
  return { rule: "chain/key-usage", params: [[...usage].join(", "), wanted], ...(offset === undefined ? {} : { offset }), breach };
}
