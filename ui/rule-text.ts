import type { Text } from "../src/core/text/message-text.ts";
import { textOr } from "./text.ts";

/** "connection/no-forward-secrecy" gives "rule_connection_no_forward_secrecy", the stem of the rule's message keys. */
export function ruleKey(rule: string): string {
  return `rule_${rule.replace(/[^A-Za-z0-9]/g, "_")}`;
}

/** "connection/no-aead, connection/rc4", as the rating names what lowered a grade, by the rules' titles; anything else as it is. */
export function rulesByTitle(param: string, text: Text): string {
  return param
    .split(", ")
    .map((rule) => textOr(text, `${ruleKey(rule)}_title`, rule))
    .join(", ");
}
