// Written by scripts/rule-lists.ts (npm run docs:rules) from the files in this folder. Lines of a list may change places: findings come in that order.
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { addressAsDnsName } from "./address-as-dns-name.ts";
import { algorithmMismatch } from "./algorithm-mismatch.ts";
import { anchorSent } from "./anchor-sent.ts";
import { badSignature } from "./bad-signature.ts";
import { browserRejected } from "./browser-rejected.ts";
import { budget } from "./budget.ts";
import { caAsLeaf } from "./ca-as-leaf.ts";
import { commonName } from "./common-name.ts";
import { criticality } from "./criticality.ts";
import { distrustedAnchor } from "./distrusted-anchor.ts";
import { duplicate } from "./duplicate.ts";
import { emptyName } from "./empty-name.ts";
import { expiredCrossSign } from "./expired-cross-sign.ts";
import { expired } from "./expired.ts";
import { extendedKeyUsage } from "./extended-key-usage.ts";
import { incomplete } from "./incomplete.ts";
import { issuerMissing } from "./issuer-missing.ts";
import { issuerNameless } from "./issuer-nameless.ts";
import { issuerOtherKey } from "./issuer-other-key.ts";
import { keyIdentifier } from "./key-identifier.ts";
import { keyUsage } from "./key-usage.ts";
import { leafNotFirst } from "./leaf-not-first.ts";
import { malformed } from "./malformed.ts";
import { missingIntermediateKnownToBrowser } from "./missing-intermediate-known-to-browser.ts";
import { nameConstraintsMalformed } from "./name-constraints-malformed.ts";
import { nameConstraints } from "./name-constraints.ts";
import { nameMismatch } from "./name-mismatch.ts";
import { notACa } from "./not-a-ca.ts";
import { notYetValid } from "./not-yet-valid.ts";
import { pathLength } from "./path-length.ts";
import { policy } from "./policy.ts";
import { restrictedAnchor } from "./restricted-anchor.ts";
import { selfSigned } from "./self-signed.ts";
import { serialNumber } from "./serial-number.ts";
import { superfluousCertificate } from "./superfluous-certificate.ts";
import { unknownCriticalExtension } from "./unknown-critical-extension.ts";
import { unsupportedAlgorithm } from "./unsupported-algorithm.ts";
import { untrusted } from "./untrusted.ts";
import { version } from "./version.ts";
import { weakKey } from "./weak-key.ts";
import { weakSignature } from "./weak-signature.ts";
import { wrongOrder } from "./wrong-order.ts";

export const CHAIN_RULES: readonly Rule<RuleContext>[] = [
  expired,
  notYetValid,
  nameMismatch,
  untrusted,
  selfSigned,
  issuerMissing,
  badSignature,
  unsupportedAlgorithm,
  algorithmMismatch,
  notACa,
  caAsLeaf,
  pathLength,
  keyUsage,
  extendedKeyUsage,
  nameConstraints,
  nameConstraintsMalformed,
  unknownCriticalExtension,
  criticality,
  keyIdentifier,
  serialNumber,
  emptyName,
  commonName,
  version,
  weakKey,
  weakSignature,
  policy,
  malformed,
  distrustedAnchor,
  restrictedAnchor,
  browserRejected,
  budget,
  superfluousCertificate,
  incomplete,
  wrongOrder,
  leafNotFirst,
  duplicate,
  anchorSent,
  missingIntermediateKnownToBrowser,
  expiredCrossSign,
  addressAsDnsName,
  issuerNameless,
  issuerOtherKey,
];
