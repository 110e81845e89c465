import { parseServerName } from "../chain/server-name.ts";
import { isReservedAddress } from "../registry/reserved-networks.ts";

/**
 * Where a host stands. No public CA may vouch for the local ones (CA/Browser Forum BR 4.2.2, RFC 6761, RFC 6762, RFC 8375),
 * apart from a public name that leads to a local address, which may have a public certificate and need not.
 */
export type Place =
  | "public"
  /** This machine: 127.0.0.0/8, ::1, localhost. */
  | "loopback"
  /** An address of a private, link-local or otherwise reserved network. */
  | "private-address"
  /** A name under .local, .home.arpa, .internal, .test and the like. */
  | "local-name"
  /** A name without a dot. */
  | "single-label"
  /** A name of the public tree; the browser connected to a local address. */
  | "public-name-local-address";

/** Ends of names that no public registry hands out (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal, and what routers use). */
const LOCAL_DOMAINS = ["local", "home.arpa", "internal", "test", "example", "invalid", "localdomain", "lan", "home", "corp", "intranet", "private"];

/**
 * `host`: DNS name or IP address; `ip`: the address that the browser connected to, undefined where nobody told (a proxy was
 * asked, or a file says nothing).
 */
export function placeOf(host: string, ip: string | undefined): Place {
  const server = parseServerName(host);
  if (server === undefined) return "public";
  if (server.type === "ip") return placeOfAddress(server.bytes) ?? "public";
  const { name } = server;
  if (name === "localhost" || name.endsWith(".localhost")) return "loopback";
  if (LOCAL_DOMAINS.some((domain) => name === domain || name.endsWith(`.${domain}`))) return "local-name";
  if (!name.includes(".")) return "single-label";
  const address = ip === undefined ? undefined : parseServerName(ip);
  return address?.type === "ip" && placeOfAddress(address.bytes) !== undefined ? "public-name-local-address" : "public";
}

function placeOfAddress(bytes: Uint8Array): Place | undefined {
  if (!isReservedAddress(bytes)) return undefined;
  const mapped = bytes.length === 16 && bytes.subarray(0, 10).every((octet) => octet === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  const plain = mapped ? bytes.subarray(12) : bytes;
  const loopback = plain.length === 4 ? plain[0] === 127 : plain.every((octet, i) => octet === (i === 15 ? 1 : 0));
  return loopback ? "loopback" : "private-address";
}
