// Written by scripts/rule-lists.ts (npm run docs:rules) from the files in this folder. Lines of a list may change places: findings come in that order.
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { anonymous } from "./anonymous.ts";
import { exportOrNull } from "./export-or-null.ts";
import { fromCache } from "./from-cache.ts";
import { keyUsageOfHandshake } from "./key-usage.ts";
import { noAead } from "./no-aead.ts";
import { noForwardSecrecy } from "./no-forward-secrecy.ts";
import { noPostQuantum } from "./no-post-quantum.ts";
import { noTls12 } from "./no-tls12.ts";
import { noTls13 } from "./no-tls13.ts";
import { oldTls } from "./old-tls.ts";
import { postQuantum } from "./post-quantum.ts";
import { rc4 } from "./rc4.ts";
import { resumed } from "./resumed.ts";
import { ssl } from "./ssl.ts";
import { stapleMissing } from "./staple-missing.ts";
import { weakCipher } from "./weak-cipher.ts";
import { weakDh } from "./weak-dh.ts";
import { weakSignatureScheme } from "./weak-signature-scheme.ts";

export const CONNECTION_RULES: readonly Rule<RuleContext>[] = [
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
  keyUsageOfHandshake,
  stapleMissing,
];
