import type { Certificate } from "../../../x509/certificate.ts";
import { latin1 } from "../../../x509/der/string.ts";
import { OWN_EXTENSIONS, type CertificateFacts } from "../lint/facts.ts";

/** Characters beyond which there is no template: nobody writes so much into each of many certificates. */
const MAX_TEMPLATE = 2048;

/** Exponents above are no template's. */
const MAX_EXPONENT = 1n << 32n;

/**
 * What a CA writes into each of its certificates: the same text for two of them only where all is the same that CertificateFacts gives
 * without setting `lookedAtOwn`. Undefined where a part of it cannot be read, or is too long.
 */
export function templateOf(certificate: Certificate, facts: CertificateFacts): string | undefined {
  const fields = facts.read(({ issuer, subject, signatureAlgorithm, tbsSignatureAlgorithm, publicKey }) => ({ issuer, subject, signatureAlgorithm, tbsSignatureAlgorithm, publicKey }));
  if (fields === undefined) return undefined;
  const { rsa } = facts;
  if (rsa !== undefined && rsa.exponent > MAX_EXPONENT) return undefined;
  // What is as long as it likes has its length ahead, so that nothing looks like what follows it.
  const parts = [
    String(certificate.version), flags(facts), rsa === undefined ? "" : `${rsa.bits}^${rsa.exponent}`,
    sized(fields.signatureAlgorithm.der), sized(fields.tbsSignatureAlgorithm.der), sized(fields.publicKey.algorithm.der), sized(fields.issuer.der),
  ];
  for (const rdn of fields.subject.rdns) parts.push(rdn.map(({ oid, tag }) => `${oid}=${tag}`).join("+"));
  parts.push(facts.subjectAltNames.types.join());
  for (const { oid, critical, value } of certificate.extensions) {
    parts.push(critical ? `${oid}!` : oid);
    if (!OWN_EXTENSIONS.has(oid)) parts.push(sized(value));
  }
  let length = 0;
  for (const part of parts) length += part.length + 1;
  return length > MAX_TEMPLATE ? undefined : parts.join(" ");
}

function flags({ isCa, isSelfSigned, timesArePlain, namesArePlain, subjectIsPlain }: CertificateFacts): string {
  return [isCa, isSelfSigned, timesArePlain, namesArePlain, subjectIsPlain].map(Number).join("");
}

function sized(bytes: Uint8Array): string {
  return bytes.length > MAX_TEMPLATE ? " ".repeat(MAX_TEMPLATE) : `${bytes.length}:${latin1(bytes, 0, bytes.length)}`;
}
