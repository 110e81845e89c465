import { EXTENSION } from "../../x509/oids.ts";
import type { Breach } from "../clients/breach.ts";
import { NO_FAULTS, type Fault } from "../fault.ts";
import { constraintsOf } from "../name-constraints/read.ts";
import type { Check } from "./check.ts";

/**
 * Name constraints are for CA certificates alone (RFC 5280 section 4.2.1.10), and each has to be one that can be
 * evaluated. A DNS constraint with a leading dot, which only URIs have, passes with every client.
 */
export const checkConstraintsForm: Check = (certificate, { position }) => {
  const constraints = constraintsOf(certificate);
  if (!constraints) return NO_FAULTS;
  const offset = certificate.extension(EXTENSION.nameConstraints)?.offset;
  const at = offset === undefined ? {} : { offset };
  const faults: Fault[] = position === "leaf"
    ? [{ rule: "chain/name-constraints-malformed", params: ["name constraints in a server's certificate"], ...at, breach: "constraints-in-leaf" }] : [];
  const add = (what: string, breach: Breach): void => {
    faults.push({ rule: "chain/name-constraints-malformed", params: [what], ...at, breach });
  };
  for (const { what, breach } of constraints.malformed) add(what, breach);
  const subtrees = [...constraints.permitted, ...constraints.excluded];
  if (subtrees.some((subtree) => subtree.form === "dns" && subtree.name === "" && !subtree.subdomainsOnly)) add("a blank DNS name", "constraints-blank");
  if (certificate.extension(EXTENSION.nameConstraints)?.critical) {
    if (subtrees.some(({ form }) => form === "directory")) add("directory names", "constraints-on-directory");
    const other = subtrees.find(({ form }) => form === "other" || form === "x400" || form === "edi" || form === "registeredId");
    if (other) add(other.form, "constraints-on-other");
  }
  // One of them says it of all.
  for (const what of constraints.irregular.slice(0, 1)) faults.push({ rule: "chain/name-constraints-malformed", params: [what], ...at, breach: "constraints-leading-dot" });
  return faults;
};
