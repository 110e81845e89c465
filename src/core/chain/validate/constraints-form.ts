import { EXTENSION } from "../../x509/oids.ts";
import { NO_FAULTS } from "../fault.ts";
import { constraintsOf } from "../name-constraints/read.ts";
import type { Check } from "./check.ts";

/**
 * Name constraints are for CA certificates alone (RFC 5280 section 4.2.1.10), and each has to be one that can be
 * evaluated. A DNS constraint with a leading dot, which only URIs have, passes in browsers.
 */
export const checkConstraintsForm: Check = (certificate, { position, profile }) => {
  const constraints = constraintsOf(certificate);
  if (!constraints) return NO_FAULTS;
  const offset = certificate.extension(EXTENSION.nameConstraints)?.offset;
  const at = offset === undefined ? {} : { offset };
  if (position === "leaf" && profile === "strict") return [{ rule: "chain/name-constraints-malformed", params: ["name constraints in a server's certificate"], ...at }];
  const faults = profile === "strict" ? [...constraints.malformed, ...constraints.irregular] : constraints.malformed;
  return faults.map((what) => ({ rule: "chain/name-constraints-malformed", params: [what], ...at }));
};
