import type { Certificate } from "../x509/certificate.ts";
import { parseIpAddress } from "./ip-address.ts";

/**
 * Whether the certificate names `host`, a DNS name in A-labels or an IP address (IPv6 without brackets): RFC 9525
 * section 6. Only subject alternative names count, never the common name; a DNS name is compared without regard to case;
 * "*" stands for exactly one label, alone and left-most, with at least two labels after it; an IP address equals an
 * iPAddress entry byte for byte.
 * @throws DerError where the extension cannot be read.
 */
export function matchesServerName(certificate: Certificate, host: string): boolean {
  const names = certificate.subjectAltNames ?? [];
  const address = parseIpAddress(host);
  if (address !== undefined) {
    return names.some((name) => name.type === "ip" && sameBytes(name.bytes, address));
  }
  const reference = host.toLowerCase().replace(/\.$/, "");
  if (!isDnsName(reference)) return false;
  return names.some((name) => name.type === "dns" && matchesDnsName(name.value.toLowerCase(), reference));
}

function matchesDnsName(presented: string, reference: string): boolean {
  if (!presented.startsWith("*.")) return presented === reference;
  const parent = presented.slice(2);
  const dot = reference.indexOf(".");
  return parent.includes(".") && isDnsName(parent) && dot > 0 && reference.slice(dot + 1) === parent;
}

// Underscores are no host names by RFC 952, and browsers resolve them all the same.
function isDnsName(name: string): boolean {
  return name.length <= 253 && name.split(".").every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
