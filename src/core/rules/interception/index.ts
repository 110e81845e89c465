// Written by scripts/rule-lists.ts (npm run docs:rules) from the files in this folder. Lines of a list may change places: findings come in that order.
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { deviceKeyChanged } from "./device-key-changed.ts";
import { exceptionKeyChanged } from "./exception-key-changed.ts";
import { expected } from "./expected.ts";
import { known } from "./known.ts";
import { likely } from "./likely.ts";
import { pinBroken } from "./pin-broken.ts";
import { publicKeyCa } from "./public-key-ca.ts";
import { unusual } from "./unusual.ts";

export const INTERCEPTION_RULES: readonly Rule<RuleContext>[] = [
  known,
  likely,
  publicKeyCa,
  pinBroken,
  exceptionKeyChanged,
  deviceKeyChanged,
  unusual,
  expected,
];
