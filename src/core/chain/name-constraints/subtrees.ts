import type { GeneralName } from "../../x509/general-name.ts";
import type { Name } from "../../x509/name.ts";
import type { Breach } from "../clients/breach.ts";
import type { Certificate } from "../../x509/certificate.ts";

/** The name forms of GeneralName that a constraint can speak of. */
export type NameForm = GeneralName["type"];

/** One subtree, read: what a name is compared with. */
export type Subtree =
  | { form: "dns"; /** Lower case; "" is every name. */ name: string; /** Written with a leading dot: subdomains alone. */ subdomainsOnly: boolean }
  | { form: "ip"; address: Uint8Array; mask: Uint8Array }
  | { form: "email"; /** Undefined: every mailbox of the hosts. */ localPart: string | undefined; host: string; subdomainsOnly: boolean }
  | { form: "uri"; host: string; subdomainsOnly: boolean }
  | { form: "directory"; name: Name }
  /** A form that nobody can evaluate: a certificate with such a name is refused (RFC 5280 section 4.2.1.10). */
  | { form: "other" | "x400" | "edi" | "registeredId" };

/** What is not what RFC 5280 allows, in words and as clients' rules call it. */
export interface Malformed {
  what: string;
  breach: Breach;
}

/** The constraints of one CA certificate. */
export interface Constraints {
  permitted: readonly Subtree[];
  excluded: readonly Subtree[];
  /** Forms that `permitted` speaks of. */
  permittedForms: ReadonlySet<NameForm>;
  /** Why a subtree is not what RFC 5280 allows, in words. */
  malformed: readonly Malformed[];
  /** Breaks the RFC, and validators take it: a DNS constraint with a leading dot. */
  irregular: readonly string[];
}

/** All names of a certificate that constraints apply to. */
export interface ConstrainedNames {
  dns: readonly string[];
  ip: readonly Uint8Array[];
  email: readonly string[];
  /** SmtpUTF8Mailbox (RFC 9598). */
  internationalEmail: readonly string[];
  uri: readonly string[];
  directory: readonly Name[];
  /** Forms without a rule for comparing that the certificate has names of. */
  others: ReadonlySet<NameForm>;
}

export type CertificateWithConstraints = Pick<Certificate, "nameConstraints" | "subject" | "subjectAltNames">;
