/** "chain/not-a-ca" gives "rule_chain_not_a_ca", the stem of the rule's message keys. */
export function messageStem(ruleId: string): string {
  return `rule_${ruleId.replace(/[/-]/g, "_")}`;
}
