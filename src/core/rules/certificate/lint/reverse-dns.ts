/** The address that a name of the reverse zones stands for (RFC 1035 3.5, RFC 3596 2.5); undefined for all other names. */
export function reverseDnsAddress(name: string): Uint8Array | "malformed" | undefined {
  const [, labels = "", zone] = /^(.*)\.(in-addr|ip6)\.arpa$/i.exec(name) ?? [];
  if (zone === undefined) return undefined;
  const parts = labels.toLowerCase().split(".").reverse();
  if (zone.toLowerCase() === "in-addr") {
    const isAddress = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
    return isAddress ? Uint8Array.from(parts, Number) : "malformed";
  }
  if (parts.length !== 32 || !parts.every((part) => /^[\da-f]$/.test(part))) return "malformed";
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(parts.slice(2 * i, 2 * i + 2).join(""), 16));
}
