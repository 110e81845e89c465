import { foldCase, isDnsName } from "../dns-name.ts";
import { parseServerName } from "../server-name.ts";
import type { Subtree } from "./subtrees.ts";

type EmailSubtree = Extract<Subtree, { form: "email" }>;

export interface Mailbox {
  localPart: string;
  host: string;
}

/**
 * Reads an rfc822Name constraint (RFC 5280 section 4.2.1.10): a mailbox, a host (every mailbox there) or a domain
 * with a leading dot (every mailbox of hosts below it). Characters stand for themselves. A string says why it is none.
 */
export function readEmailSubtree(value: string): EmailSubtree | string {
  if (value === "") return { form: "email", localPart: undefined, host: "", subdomainsOnly: false };
  if (value.includes("@")) {
    const mailbox = parseMailbox(value);
    return mailbox ? { form: "email", ...mailbox, subdomainsOnly: false } : `«${value}» is no mailbox`;
  }
  const subdomainsOnly = value.startsWith(".");
  const host = foldCase(subdomainsOnly ? value.slice(1) : value);
  if (!isDnsName(host)) return `«${value}» is no mailbox, host or domain`;
  return { form: "email", localPart: undefined, host, subdomainsOnly };
}

export function emailWithin(mailbox: Mailbox, subtree: EmailSubtree): boolean {
  if (subtree.host === "") return true;
  if (subtree.localPart !== undefined) return mailbox.localPart === subtree.localPart && mailbox.host === subtree.host;
  return subtree.subdomainsOnly ? mailbox.host.endsWith(`.${subtree.host}`) : mailbox.host === subtree.host;
}

/**
 * Takes "local-part@host" apart (RFC 5321 section 4.1.2; the local part keeps its case, quotes are removed). Undefined
 * where it is no mailbox.
 */
export function parseMailbox(value: string): Mailbox | undefined {
  const quoted = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*)"@/.exec(value);
  const dotted = quoted ? undefined : /^([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)@/.exec(value);
  const found = quoted ?? dotted;
  if (!found) return undefined;
  const host = foldCase(value.slice(found[0].length));
  if (!isDnsName(host)) return undefined;
  const local = found[1] ?? "";
  return { localPart: quoted ? local.replace(/\\(.)/g, "$1") : local, host };
}

/** The same of an SmtpUTF8Mailbox (RFC 9598 section 3): the local part as it stands, the domain in A-labels. */
export function parseInternationalMailbox(value: string): Mailbox | undefined {
  const at = value.lastIndexOf("@");
  const server = at > 0 ? parseServerName(value.slice(at + 1)) : undefined;
  return server?.type === "dns" ? { localPart: value.slice(0, at), host: server.name } : undefined;
}
