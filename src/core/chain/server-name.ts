import type { Certificate } from "../x509/certificate.ts";
import type { GeneralName } from "../x509/general-name.ts";
import { sameBytes } from "./bytes.ts";
import { foldCase, isDnsName, isWildcardDnsName } from "./dns-name.ts";
import { formatIpAddress, parseIpAddress, type IpBytes } from "./ip-address.ts";

/** What a client asked for: the reference identifier of RFC 9525 section 6.1. */
export type ServerName =
  | { type: "dns"; /** A-labels, lower case, no trailing dot. */ name: string }
  | { type: "ip"; bytes: IpBytes };

/**
 * Reads a host as it stands in a URL or an Observation: a DNS name (one trailing dot is dropped, U-labels become
 * A-labels) or an IP address, IPv6 with or without brackets. Undefined where it is neither.
 */
export function parseServerName(host: string): ServerName | undefined {
  const bare = host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
  const bytes = parseIpAddress(bare);
  if (bytes) return { type: "ip", bytes };
  const ascii = toAscii(host);
  if (ascii === undefined) return undefined;
  const name = foldCase(ascii.endsWith(".") ? ascii.slice(0, -1) : ascii);
  return isDnsName(name) ? { type: "dns", name } : undefined;
}

/** The text of a server name, for messages. */
export function formatServerName(server: ServerName): string {
  return server.type === "dns" ? server.name : formatIpAddress(server.bytes);
}

/**
 * Whether the certificate names the host (a DNS name or an IP address, as `parseServerName` takes it): one of the
 * subject alternative names does; the common name counts for nothing. Throws DerError where they cannot be read.
 */
export function matchesServerName(certificate: Pick<Certificate, "subjectAltNames">, host: string): boolean {
  const server = parseServerName(host);
  return server !== undefined && (certificate.subjectAltNames ?? []).some((name) => matchesName(name, server));
}

/**
 * Whether a subject alternative name stands for the server (RFC 9525 section 6.3 and 6.5): a DNS name only for a DNS
 * name, an address only for an address; a wildcard is the whole leftmost label and covers exactly one.
 */
export function matchesName(presented: GeneralName, server: ServerName): boolean {
  if (server.type === "ip") return presented.type === "ip" && sameBytes(presented.bytes, server.bytes);
  return presented.type === "dns" && matchesDnsName(presented.value, server.name);
}

/** `presented` as in the certificate; `reference` in lower case without a trailing dot. */
export function matchesDnsName(presented: string, reference: string): boolean {
  const name = foldCase(presented);
  if (!name.startsWith("*")) return name === reference && isDnsName(name);
  if (!isWildcardDnsName(name)) return false;
  const dot = reference.indexOf(".");
  return dot > 0 && reference.slice(dot) === name.slice(1);
}

/** URL's host parser is every platform's implementation of UTS 46; plain ASCII need not pass through it. */
function toAscii(host: string): string | undefined {
  if (/^[\x21-\x7e]*$/.test(host)) return host;
  if (/[\s/?#@:\\%]/u.test(host)) return undefined;
  const url = URL.canParse(`https://${host}/`) ? new URL(`https://${host}/`) : undefined;
  return url?.hostname;
}
