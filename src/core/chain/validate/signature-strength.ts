import { sameBytes } from "../bytes.ts";
import { NO_FAULTS } from "../fault.ts";
import { nameOfAlgorithm } from "../../x509/algorithm-names.ts";
import { readSignatureAlgorithm } from "../signature-algorithm.ts";
import type { Check } from "./check.ts";

/**
 * The algorithm stands twice and is the same both times (RFC 5280 section 4.1.1.2), and its hash is not one with known
 * collisions: browsers refuse MD5 and SHA-1. An anchor's signature proves nothing and is not looked at.
 */
export const checkSignatureStrength: Check = (certificate, { position }) => {
  if (position === "anchor") return NO_FAULTS;
  const { signatureAlgorithm, tbsSignatureAlgorithm } = certificate;
  if (!sameBytes(signatureAlgorithm.der, tbsSignatureAlgorithm.der)) {
    return [{
      rule: "chain/algorithm-mismatch", params: [nameOfAlgorithm(tbsSignatureAlgorithm), nameOfAlgorithm(signatureAlgorithm)], breach: "algorithms-differ",
    }];
  }
  // The signature is the certificate's last element, its count of unused bits the byte before: outside what is signed.
  const unusedBitsAt = certificate.der.length - certificate.signature.length - 1;
  if (certificate.der[unusedBitsAt] !== 0) return [{ rule: "chain/malformed", params: ["signatureValue is not a whole number of bytes"], offset: unusedBitsAt }];
  const read = readSignatureAlgorithm(signatureAlgorithm);
  if (read.kind === "supported" && read.breach === undefined) return NO_FAULTS;
  const breach = read.breach === undefined ? {} : { breach: read.breach };
  if (read.kind !== "weak" && read.parameters !== undefined) return [{ rule: "chain/algorithm-parameters", params: [read.name, read.parameters], ...breach }];
  return [{ rule: read.kind === "weak" ? "chain/weak-signature" : "chain/unsupported-algorithm", params: [read.name], ...breach }];
};
