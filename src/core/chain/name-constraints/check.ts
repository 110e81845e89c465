import type { Name } from "../../x509/name.ts";
import { ATTRIBUTE } from "../../x509/oids.ts";
import type { Budget } from "../budget.ts";
import { isWithinDirectorySubtree } from "../distinguished-name.ts";
import { foldCase, isDnsName, isWildcardDnsName } from "../dns-name.ts";
import { formatIpAddress } from "../ip-address.ts";
import { dnsNameWithin } from "./dns.ts";
import { emailWithin, parseInternationalMailbox, parseMailbox, type Mailbox } from "./email.ts";
import { ipWithin } from "./ip.ts";
import { constrainedNamesOf, constraintsOf } from "./read.ts";
import type { CertificateWithConstraints, Constraints, NameForm, Subtree } from "./subtrees.ts";
import { uriHost, uriHostWithin } from "./uri.ts";

export interface NameViolation {
  /** The name, as text; hostile. */
  name: string;
  reason: "excluded" | "not-permitted" | "cannot-be-compared" | "budget";
  /** Of a directory name. */
  directory?: true;
  /** The name is no DNS name, but its text is within what is permitted. */
  asText?: true;
  /** Of a common name that could be a host's. */
  commonName?: true;
  /** Of a mailbox in the subject, beside alternative names of which none, or some, is one. */
  subjectMailbox?: "alone" | "beside";
}

/** A name in the shape that its form is compared in; the text is for messages. */
type Comparable =
  | { form: "dns"; text: string; value: string }
  | { form: "ip"; text: string; value: Uint8Array }
  | { form: "email"; text: string; value: Mailbox }
  | { form: "uri"; text: string; value: string }
  | { form: "directory"; text: string; value: Name };

/**
 * Holds all names of `below` against the constraints of a CA certificate above it (RFC 5280 section 6.1.3 b and c).
 * The first violation is enough: undefined where there is none. Throws DerError where the names or the constraints
 * cannot be read.
 */
export function checkNameConstraints(above: CertificateWithConstraints, below: CertificateWithConstraints, budget: Budget): NameViolation | undefined {
  const constraints = constraintsOf(above);
  if (!constraints) return undefined;
  const names = constrainedNamesOf(below);
  for (const form of names.others) {
    if (speaksOf(constraints, form)) return { name: form, reason: "cannot-be-compared" };
  }
  const inForm = (form: NameForm): boolean => speaksOf(constraints, form);
  const violation = (name: Comparable | NameViolation): NameViolation | undefined =>
    "reason" in name ? name : checkName(name, constraints, budget);
  if (inForm("dns")) {
    for (const name of names.dns) {
      const found = violation(isDnsName(name) || isWildcardDnsName(name) || name.startsWith("*.") && isDnsName(name.slice(2))
        ? { form: "dns", text: name, value: name } : { name, reason: "cannot-be-compared", ...checkName({ form: "dns", text: name, value: name }, constraints, budget) ? {} : { asText: true } });
      if (found) return found;
    }
  }
  if (inForm("ip")) {
    for (const address of names.ip) {
      const text = formatIpAddress(address);
      const found = violation(address.length === 4 || address.length === 16
        ? { form: "ip", text, value: address } : { name: text, reason: "cannot-be-compared" });
      if (found) return found;
    }
  }
  if (inForm("email")) {
    for (const [text, value] of [...names.email.map((text) => [text, parseMailbox(text)] as const), ...names.internationalEmail.map((text) => [text, parseInternationalMailbox(text)] as const)]) {
      const found = violation(value ? { form: "email", text, value } : { name: text, reason: "cannot-be-compared" });
      if (found) return found;
    }
  }
  if (inForm("uri")) {
    for (const text of names.uri) {
      const value = uriHost(text);
      const found = violation(value !== undefined ? { form: "uri", text, value } : { name: text, reason: "cannot-be-compared" });
      if (found) return found;
    }
  }
  if (inForm("directory")) {
    for (const value of names.directory) {
      const found = violation({ form: "directory", text: value.toString(), value });
      if (found) return found;
    }
  }
  return undefined;
}

/** Holds the common names that could be a host's against the constraints, as clients do that take one for the host; for a certificate without DNS names. */
export function checkCommonNames(above: CertificateWithConstraints, below: CertificateWithConstraints, budget: Budget): NameViolation | undefined {
  const constraints = constraintsOf(above);
  if (!constraints || !speaksOf(constraints, "dns") || constrainedNamesOf(below).dns.length > 0) return undefined;
  for (const text of below.subject.attribute(ATTRIBUTE.CN)) {
    const value = foldCase(text);
    const found = isDnsName(value) && value.includes(".") ? checkName({ form: "dns", text, value }, constraints, budget) : undefined;
    if (found) return { ...found, commonName: true };
  }
  return undefined;
}

/** Holds the subject's mailboxes against the constraints as OpenSSL and GnuTLS do, where RFC 5280 section 4.2.1.10 no longer asks for it: beside alternative names. */
export function checkSubjectMailboxes(above: CertificateWithConstraints, below: CertificateWithConstraints, budget: Budget): NameViolation | undefined {
  const constraints = constraintsOf(above);
  if (!constraints || !below.subjectAltNames || !speaksOf(constraints, "email")) return undefined;
  for (const text of below.subject.attribute(ATTRIBUTE.emailAddress)) {
    const value = parseMailbox(text);
    const found = value ? checkName({ form: "email", text, value }, constraints, budget) : undefined;
    if (found) return { ...found, subjectMailbox: constrainedNamesOf(below).email.length === 0 ? "alone" : "beside" };
  }
  return undefined;
}

function speaksOf(constraints: Constraints, form: NameForm): boolean {
  return constraints.permittedForms.has(form) || constraints.excluded.some((subtree) => subtree.form === form);
}

function checkName(name: Comparable, constraints: Constraints, budget: Budget): NameViolation | undefined {
  for (const subtree of constraints.excluded) {
    if (!budget.spend("nameComparisons")) return { name: name.text, reason: "budget" };
    if (isWithin(name, subtree, "excluded")) return { name: name.text, reason: "excluded", ...ofDirectory(name) };
  }
  if (!constraints.permittedForms.has(name.form)) return undefined;
  for (const subtree of constraints.permitted) {
    if (!budget.spend("nameComparisons")) return { name: name.text, reason: "budget" };
    if (isWithin(name, subtree, "permitted")) return undefined;
  }
  return { name: name.text, reason: "not-permitted", ...ofDirectory(name) };
}

function ofDirectory({ form }: Comparable): Pick<NameViolation, "directory"> {
  return form === "directory" ? { directory: true } : {};
}

function isWithin(name: Comparable, subtree: Subtree, use: "permitted" | "excluded"): boolean {
  switch (name.form) {
    case "dns": return subtree.form === "dns" && dnsNameWithin(name.value, subtree, use);
    case "ip": return subtree.form === "ip" && ipWithin(name.value, subtree);
    case "email": return subtree.form === "email" && emailWithin(name.value, subtree);
    case "uri": return subtree.form === "uri" && uriHostWithin(name.value, subtree);
    case "directory": return subtree.form === "directory" && isWithinDirectorySubtree(name.value, subtree.name);
  }
}
