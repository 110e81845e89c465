import { EXTENSION } from "../../x509/oids.ts";
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
  for (const what of constraints.malformed) faults.push({ rule: "chain/name-constraints-malformed", params: [what], ...at, breach: "constraints-malformed" });
  for (const what of constraints.irregular) faults.push({ rule: "chain/name-constraints-malformed", params: [what], ...at, breach: "constraints-leading-dot" });
  return faults;
};
