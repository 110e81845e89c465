import { EXTENSION } from "../../x509/oids.ts";
import { NO_FAULTS, type Fault } from "../fault.ts";
import type { Check } from "./check.ts";

/**
 * RFC 5280 section 4.2.1.4: at least one policy, each once; and whoever does not know a qualifier of a critical extension
 * rejects the certificate.
 */
export const checkPoliciesForm: Check = (certificate) => {
  const extension = certificate.extension(EXTENSION.certificatePolicies);
  const policies = extension && certificate.certificatePolicies;
  if (!extension || !policies) return NO_FAULTS;
  const faults: Fault[] = [];
  const add = (what: string, breach: Fault["breach"] & string): void => {
    faults.push({ rule: "chain/malformed", params: [`certificatePolicies: ${what}`], offset: extension.offset, breach });
  };
  if (policies.length === 0) add("no policies", "policies-empty");
  const twice = policies.find(({ oid }, i) => policies.findIndex((other) => other.oid === oid) < i);
  if (twice) add(`${twice.oid} stands there twice`, "policies-twice");
  if (extension.critical) {
    const unknown = policies.flatMap(({ qualifiers = [] }) => qualifiers).find(({ type }) => type === "unknown");
    if (unknown?.type === "unknown") add(`the qualifier ${unknown.oid} is not known, and the extension is critical`, "policy-qualifier-unknown");
  }
  return faults;
};
