import type { Certificate } from "../x509/certificate.ts";
import { sameBytes } from "./bytes.ts";
import { compareForms } from "./distinguished-name.ts";
import { NO_FAULTS, type Fault } from "./fault.ts";
import { readOr } from "./read-or.ts";
import { sameName } from "./same-name.ts";
import { nameOfAlgorithm } from "../x509/algorithm-names.ts";
import { pssText } from "./signature-algorithm.ts";
import { missingIssuer } from "./where-to-get.ts";

/**
 * Why a client would not take one certificate for the issuer of another, although the names are the same (RFC 5280
 * section 7.1): they are written otherwise, the authority key identifier means another key or another certificate, the
 * issuer's TLS features are not handed on (RFC 7633 section 4.2.2).
 */
export function linkFaults(certificate: Certificate, issuer: Certificate, isAnchor: boolean): readonly Fault[] {
  return readOr(() => faultsBetween(certificate, issuer, isAnchor), NO_FAULTS);
}

function faultsBetween(certificate: Certificate, issuer: Certificate, isAnchor: boolean): readonly Fault[] {
  let faults: Fault[] | undefined;
  const add = (breach: Fault["breach"] & string): void => {
    const { issuer: name, after, urls } = missingIssuer(certificate);
    (faults ??= []).push({ rule: "chain/issuer-missing", params: [name, after, urls.join(" ") || "–"], breach });
  };
  if (!sameBytes(certificate.issuer.der, issuer.subject.der)) {
    add(`${isAnchor ? "anchor" : "issuer"}-name-${compareForms(certificate.issuer, issuer.subject) === "form" ? "form" : "case"}`);
  }
  const authority = certificate.authorityKeyIdentifier;
  if (authority) {
    const { subjectKeyIdentifier } = issuer;
    if (authority.keyIdentifier && subjectKeyIdentifier && !sameBytes(authority.keyIdentifier, subjectKeyIdentifier)) add(isAnchor ? "anchor-other-key-id" : "issuer-other-key-id");
    const named = authority.issuer?.find(({ type }) => type === "directory");
    if (authority.serialNumber && !sameBytes(authority.serialNumber, issuer.serialNumber)
      || named?.type === "directory" && !sameName(named.name, issuer.issuer)) add("issuer-other-serial");
  }
  const mismatch = pssMismatch(certificate, issuer);
  if (mismatch !== undefined) (faults ??= []).push(mismatch);
  const demanded = issuer.tlsFeatures;
  if (demanded && demanded.length > 0) {
    const has = certificate.tlsFeatures ?? [];
    const lacking = demanded.filter((feature) => !has.includes(feature));
    if (lacking.length > 0) (faults ??= []).push({ rule: "chain/tls-feature", params: [lacking.join(", ")], breach: "tls-feature-not-inherited" });
  }
  return faults ?? NO_FAULTS;
}

/** RFC 4055 section 3.3: a key for RSASSA-PSS with parameters is for that hash, that mask and a salt no shorter. Undefined where it was kept to. */
function pssMismatch(certificate: Certificate, issuer: Certificate): Fault | undefined {
  const { algorithm, type } = issuer.publicKey;
  if (type !== "RSASSA-PSS") return undefined;
  const used = certificate.signatureAlgorithm.pss;
  const allowed = algorithm.pss;
  if (!used) return { rule: "chain/unsupported-algorithm", params: [nameOfAlgorithm(certificate.signatureAlgorithm)] };
  if (!allowed) return undefined;
  const kept = used.hash === allowed.hash && used.mask === allowed.mask && used.maskHash === allowed.maskHash && used.saltLength >= allowed.saltLength;
  return kept ? undefined : { rule: "chain/algorithm-parameters", params: [algorithm.name ?? algorithm.oid, pssText(used)] };
}
