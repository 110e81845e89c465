import type { Certificate } from "../../x509/certificate.ts";
import type { Budget } from "../budget.ts";
import type { Fault } from "../fault.ts";
import { isSelfIssued } from "../same-name.ts";

const ANY_POLICY = "2.5.29.32.0";

/** A level of the policy tree: valid policies, and for each the policies expected of the next certificate. */
type Level = Map<string, Set<string>>;

/**
 * Policy processing of RFC 5280 sections 6.1.3 d to f, 6.1.4 a, b, h to j and 6.1.5 for a TLS client: every policy is
 * welcome and none is asked for, so that a path fails only where its own certificates require an explicit policy and
 * none is left. For that the last level of the tree is enough. Mapping a policy to or from anyPolicy fails at once.
 *
 * `path`: the certificate next to the anchor first, the leaf last. Gives the fault and the certificate at which the
 * policies ran out. Throws DerError.
 */
export function checkPolicies(path: readonly Certificate[], budget: Budget): { certificate: Certificate; fault: Fault } | undefined {
  const count = path.length;
  let level: Level | undefined = new Map([[ANY_POLICY, new Set([ANY_POLICY])]]);
  let explicitPolicy = count + 1;
  let inhibitAnyPolicy = count + 1;
  let policyMapping = count + 1;
  for (const [i, certificate] of path.entries()) {
    const last = i === count - 1;
    const selfIssued = isSelfIssued(certificate);
    const anyAllowed = inhibitAnyPolicy > 0 || (!last && selfIssued);
    level = level && descend(level, certificate, anyAllowed, budget);
    if (budget.exhausted === "policyNodes") return { certificate, fault: { rule: "chain/budget", params: ["policyNodes"] } };
    if (explicitPolicy === 0 && !level) return noneLeft(certificate);
    if (!last) {
      const mappings = certificate.policyMappings ?? [];
      if (mappings.some((mapping) => mapping.issuerDomainPolicy === ANY_POLICY || mapping.subjectDomainPolicy === ANY_POLICY)) {
        return { certificate, fault: { rule: "chain/policy", params: ["anyPolicy"] } };
      }
      level = level && map(level, mappings, policyMapping > 0, budget);
      if (!selfIssued) {
        explicitPolicy = Math.max(0, explicitPolicy - 1);
        policyMapping = Math.max(0, policyMapping - 1);
        inhibitAnyPolicy = Math.max(0, inhibitAnyPolicy - 1);
      }
      inhibitAnyPolicy = Math.min(inhibitAnyPolicy, certificate.inhibitAnyPolicy ?? inhibitAnyPolicy);
    } else {
      explicitPolicy = Math.max(0, explicitPolicy - 1);
    }
    const constraints = certificate.policyConstraints;
    const required = constraints?.requireExplicitPolicy;
    // At the leaf only a requirement that starts with it counts (6.1.5 b).
    if (required !== undefined && (!last || required === 0)) explicitPolicy = Math.min(explicitPolicy, required);
    policyMapping = Math.min(policyMapping, constraints?.inhibitPolicyMapping ?? policyMapping);
    if (last && explicitPolicy === 0 && !level) return noneLeft(certificate);
  }
  return undefined;
}

function noneLeft(certificate: Certificate): { certificate: Certificate; fault: Fault } {
  const policies = (certificate.certificatePolicies ?? []).map(({ oid }) => oid).join(", ");
  return { certificate, fault: { rule: "chain/policy", params: [policies === "" ? "–" : policies] } };
}

/** 6.1.3 d and e: the next level of the tree; undefined where nothing is left. */
function descend(level: Level, certificate: Certificate, anyAllowed: boolean, budget: Budget): Level | undefined {
  const policies = certificate.certificatePolicies;
  if (!policies || !budget.spend("policyNodes", policies.length + level.size)) return undefined;
  const expectedByParent = new Set<string>();
  for (const expected of level.values()) {
    if (!budget.spend("policyNodes", expected.size)) return undefined;
    for (const policy of expected) expectedByParent.add(policy);
  }
  const parentAny = level.has(ANY_POLICY);
  const next: Level = new Map();
  let assertsAny = false;
  for (const { oid } of policies) {
    if (oid === ANY_POLICY) assertsAny = true;
    else if (expectedByParent.has(oid) || parentAny) next.set(oid, new Set([oid]));
  }
  if (assertsAny && anyAllowed) {
    for (const policy of expectedByParent) if (!next.has(policy)) next.set(policy, new Set([policy]));
  }
  return next.size > 0 ? next : undefined;
}

/** 6.1.4 b: mapped policies are expected under their new names, or, where mapping is inhibited, are gone. */
function map(level: Level, mappings: NonNullable<Certificate["policyMappings"]>, allowed: boolean, budget: Budget): Level | undefined {
  if (mappings.length === 0) return level;
  if (!budget.spend("policyNodes", mappings.length)) return undefined;
  const byIssuer = new Map<string, Set<string>>();
  for (const { issuerDomainPolicy, subjectDomainPolicy } of mappings) {
    const subjects = byIssuer.get(issuerDomainPolicy) ?? new Set();
    byIssuer.set(issuerDomainPolicy, subjects.add(subjectDomainPolicy));
  }
  for (const [policy, subjects] of byIssuer) {
    if (!allowed) level.delete(policy);
    else if (level.has(policy) || level.has(ANY_POLICY)) level.set(policy, subjects);
  }
  return level.size > 0 ? level : undefined;
}
