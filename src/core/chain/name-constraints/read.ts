import type { Certificate } from "../../x509/certificate.ts";
import { DerReader } from "../../x509/der/reader.ts";
import { UTF8_STRING, context } from "../../x509/der/tags.ts";
import type { GeneralName } from "../../x509/general-name.ts";
import { ATTRIBUTE } from "../../x509/oids.ts";
import { foldCase } from "../dns-name.ts";
import { readOr } from "../read-or.ts";
import { readDnsSubtree } from "./dns.ts";
import { readEmailSubtree } from "./email.ts";
import { readIpSubtree } from "./ip.ts";
import type { CertificateWithConstraints, ConstrainedNames, Constraints, Malformed, NameForm, Subtree } from "./subtrees.ts";
import { readUriSubtree } from "./uri.ts";
import { onceFor } from "../../once-for.ts";

/** id-on-SmtpUTF8Mailbox (RFC 9598). */
const SMTP_UTF8_MAILBOX = "1.3.6.1.5.5.7.8.9";

type GeneralSubtrees = NonNullable<NonNullable<Certificate["nameConstraints"]>["permitted"]>;

/** The name constraints of a CA certificate, read once; null where it has none. Throws DerError. */
export const constraintsOf: (certificate: CertificateWithConstraints) => Constraints | null = onceFor(readConstraints);

/**
 * The names that constraints apply to (RFC 5280 section 4.2.1.10): the subject, if it is not empty, the subject
 * alternative names, and e-mail addresses of the subject where there are no alternative names at all. Throws DerError.
 */
export const constrainedNamesOf: (certificate: CertificateWithConstraints) => ConstrainedNames = onceFor(readNames);

function readConstraints(certificate: CertificateWithConstraints): Constraints | null {
  const extension = certificate.nameConstraints;
  if (!extension) return null;
  const malformed: Malformed[] = [];
  const add = (what: string, breach: Malformed["breach"]): void => { malformed.push({ what, breach }); };
  const irregular: string[] = [];
  if (extension.permitted?.length === 0 || extension.excluded?.length === 0) add("a list of subtrees that is empty", "constraints-empty");
  if (!extension.permitted && !extension.excluded) add("neither permitted nor excluded subtrees", "constraints-empty");
  const read = (subtrees: GeneralSubtrees | undefined): Subtree[] => {
    const result: Subtree[] = [];
    for (const { base, minimum, maximum } of subtrees ?? []) {
      if (minimum !== 0 || maximum !== undefined) add("a subtree with a minimum or a maximum", "constraints-range-of-names");
      const subtree = readSubtree(base);
      if (typeof subtree === "string") add(subtree, base.type === "ip" ? "constraints-bad-address" : base.type === "dns" ? "constraints-no-host" : base.type === "uri" ? "constraints-no-uri-host" : "constraints-no-name");
      else result.push(subtree);
      if (base.type === "edi" && !namesParty(base.der)) add("a party without a name", "constraints-bad-party");
      if (base.type === "dns" && base.value.startsWith(".")) irregular.push(`«${base.value}» begins with a dot, which is for URIs and mailboxes`);
    }
    return result;
  };
  const permitted = read(extension.permitted);
  const excluded = read(extension.excluded);
  // A form whose only subtree cannot be read is still constrained.
  const permittedForms = new Set<NameForm>((extension.permitted ?? []).map(({ base }) => base.type));
  return { permitted, excluded, permittedForms, malformed, irregular };
}

function readSubtree(base: GeneralName): Subtree | string {
  switch (base.type) {
    case "dns": return readDnsSubtree(base.value);
    case "ip": return readIpSubtree(base.bytes);
    case "email": return readEmailSubtree(base.value);
    case "uri": return readUriSubtree(base.value);
    case "directory": return { form: "directory", name: base.name };
    case "other": case "x400": case "edi": case "registeredId": return { form: base.type };
    case "unknown": return "a name of a kind that does not exist";
  }
}

function readNames(certificate: CertificateWithConstraints): ConstrainedNames {
  const { subject, subjectAltNames } = certificate;
  const dns: string[] = [];
  const ip: Uint8Array[] = [];
  const email: string[] = [];
  const internationalEmail: string[] = [];
  const uri: string[] = [];
  const directory = subject.rdns.length > 0 ? [subject] : [];
  const others = new Set<NameForm>();
  for (const name of subjectAltNames ?? []) {
    switch (name.type) {
      case "dns": dns.push(foldCase(name.value)); break;
      case "ip": ip.push(name.bytes); break;
      case "email": email.push(name.value); break;
      case "uri": uri.push(name.value); break;
      case "directory": directory.push(name.name); break;
      case "other": case "x400": case "edi": case "registeredId": others.add(name.type); break;
      // Whoever passes over it holds it against no constraint.
      case "unknown": break;
    }
    // RFC 9598 section 6: a constraint on mailboxes holds for one that is not ASCII, too.
    if (name.type === "other" && name.oid === SMTP_UTF8_MAILBOX) internationalEmail.push(readUtf8String(name.value));
  }
  if (!subjectAltNames) email.push(...subject.attribute(ATTRIBUTE.emailAddress));
  return { dns, ip, email, internationalEmail, uri, directory, others };
}

/** Whether an ediPartyName has its partyName, which is not optional (RFC 5280 section 4.2.1.6). */
function namesParty(der: Uint8Array): boolean {
  const reader = new DerReader(der);
  return readOr(() => {
    reader.open(context(5, true), "ediPartyName");
    if (reader.peek() === context(0, true)) reader.next("nameAssigner");
    return reader.peek() === context(1, true);
  }, false);
}

/** Throws DerError. */
function readUtf8String(der: Uint8Array): string {
  const reader = new DerReader(der);
  reader.expect(UTF8_STRING, "SmtpUTF8Mailbox");
  reader.finish("SmtpUTF8Mailbox");
  return new TextDecoder().decode(reader.contentBytes());
}
