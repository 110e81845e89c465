import { brokenSignature } from "./certificate/broken-signature.ts";
import { expired } from "./certificate/expired.ts";
import { insecureKey } from "./certificate/insecure-key.ts";
import { nameMismatch } from "./certificate/name-mismatch.ts";
import { notYetValid } from "./certificate/not-yet-valid.ts";
import { privateAnchor } from "./certificate/private-anchor.ts";
import { selfSigned } from "./certificate/self-signed.ts";
import { unreadable } from "./certificate/unreadable.ts";
import { CERTIFICATE_RULES_OVER_CHAIN } from "./certificate/lint/over-chain.ts";
import { untrusted } from "./certificate/untrusted.ts";
import { weakKey } from "./certificate/weak-key.ts";
import { weakSignature } from "./certificate/weak-signature.ts";
import { anonymous } from "./connection/anonymous.ts";
import { exportOrNull } from "./connection/export-or-null.ts";
import { fromCache } from "./connection/from-cache.ts";
import { noAead } from "./connection/no-aead.ts";
import { noForwardSecrecy } from "./connection/no-forward-secrecy.ts";
import { noPostQuantum } from "./connection/no-post-quantum.ts";
import { noTls12 } from "./connection/no-tls12.ts";
import { noTls13 } from "./connection/no-tls13.ts";
import { oldTls } from "./connection/old-tls.ts";
import { postQuantum } from "./connection/post-quantum.ts";
import { rc4 } from "./connection/rc4.ts";
import { resumed } from "./connection/resumed.ts";
import { ssl } from "./connection/ssl.ts";
import { weakCipher } from "./connection/weak-cipher.ts";
import { weakDh } from "./connection/weak-dh.ts";
import { weakSignatureScheme } from "./connection/weak-signature-scheme.ts";
import { hstsMissing } from "./host/hsts-missing.ts";
import { hstsShort } from "./host/hsts-short.ts";
import { mixedContentActive } from "./host/mixed-content-active.ts";
import { mixedContentPassive } from "./host/mixed-content-passive.ts";
import { plainHttp } from "./host/plain-http.ts";
import { redirectFromHttp } from "./host/redirect-from-http.ts";
import { CHAIN_RULES } from "./chain/index.ts";
import { INTERCEPTION_RULES } from "./interception/index.ts";
import { TRANSPARENCY_RULES } from "./transparency/index.ts";
import type { RuleContext } from "./context.ts";
import type { PageContext } from "./page-context.ts";
import type { Rule, RuleData } from "./rule.ts";

/** The rules about one connection, in the order in which findings are given. A new rule is a file and a line here. */
export const RULES: readonly Rule<RuleContext>[] = [
  ...INTERCEPTION_RULES,
  ssl,
  oldTls,
  noTls12,
  noTls13,
  noForwardSecrecy,
  noAead,
  weakCipher,
  rc4,
  exportOrNull,
  anonymous,
  weakDh,
  weakSignatureScheme,
  postQuantum,
  noPostQuantum,
  resumed,
  fromCache,
  plainHttp,
  hstsMissing,
  hstsShort,
  weakKey,
  insecureKey,
  weakSignature,
  brokenSignature,
  nameMismatch,
  expired,
  notYetValid,
  untrusted,
  selfSigned,
  privateAnchor,
  unreadable,
  ...CHAIN_RULES,
  ...TRANSPARENCY_RULES,
  ...CERTIFICATE_RULES_OVER_CHAIN,
];

/** The rules about a page as a whole. */
export const PAGE_RULES: readonly Rule<PageContext>[] = [
  mixedContentActive,
  mixedContentPassive,
  redirectFromHttp,
];

/** Every rule, for those who tell of rules and do not run them. */
export const EVERY_RULE: readonly RuleData[] = [...RULES, ...PAGE_RULES];
