/**
 * Networks that are nobody's on the Internet, so that no public CA may vouch for an address in them.
 * Source: IANA IPv4 Special-Purpose Address Registry, IPv6 Special-Purpose Address Registry and Internet Protocol
 * Version 6 Address Space (RFC 6890, RFC 4291), as of 2026.
 */
const NETWORKS = [
  // Private use, shared address space, benchmarking, documentation
  "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.18.0.0/15", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",
  // This network, loopback, link-local, protocol assignments, AS112, AMT
  "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.31.196.0/24", "192.175.48.0/24", "192.52.193.0/24",
  // Multicast, future use and broadcast
  "224.0.0.0/4", "240.0.0.0/4",
  // Unspecified, loopback, translation, discard-only, benchmarking, documentation
  "::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001:2::/48", "2001:db8::/32",
  // Protocol assignments (Teredo, ORCHIDv2, AMT, AS112 and others within), AS112, 6to4
  "2001::/23", "2001::/32", "2001:1::1/128", "2001:1::2/128", "2001:3::/32", "2001:4:112::/48", "2001:20::/28", "2620:4f:8000::/48", "2002::/16",
  // Reserved by the IETF
  "400::/6", "800::/5", "1000::/4", "4000::/3", "6000::/3", "8000::/3", "a000::/3", "c000::/3", "e000::/4", "f000::/5", "f800::/6", "fe00::/9",
  // Unique local, link-local, multicast
  "fc00::/7", "fe80::/10", "ff00::/8",
] as const;

export interface Network {
  readonly address: Uint8Array;
  readonly prefixLength: number;
}

/** Addresses of 4 or 16 bytes; IPv4-mapped IPv6 addresses do not occur. */
export const RESERVED_NETWORKS: readonly Network[] = NETWORKS.map((text) => {
  const [address = "", prefixLength = ""] = text.split("/");
  return { address: address.includes(":") ? ipv6(address) : Uint8Array.from(address.split("."), Number), prefixLength: Number(prefixLength) };
});

/** Of the addresses in the table above alone. */
function ipv6(text: string): Uint8Array {
  const [head = "", tail = ""] = text.split("::");
  const groups = (half: string): number[] => half === "" ? [] : half.split(":").map((group) => Number.parseInt(group, 16));
  const [front, back] = [groups(head), groups(tail)];
  const all = [...front, ...new Array<number>(8 - front.length - back.length).fill(0), ...back];
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

/** Whether an address of 4 or 16 bytes lies in a reserved network; an IPv4-mapped IPv6 address is judged as IPv4 (RFC 4291 2.5.5.2). */
export function isReservedAddress(address: Uint8Array): boolean {
  const plain = unmapped(address);
  return RESERVED_NETWORKS.some((network) => network.address.length === plain.length && contains(network, plain));
}

/** Whether a network, given as an address and a mask of the same length, and a reserved network have an address in common. */
export function meetsReservedNetwork(address: Uint8Array, mask: Uint8Array): boolean {
  return RESERVED_NETWORKS.some((network) => network.address.length === address.length
    && (contains(network, address) || network.address.every((byte, i) => (byte & (mask[i] ?? 0)) === ((address[i] ?? 0) & (mask[i] ?? 0)))));
}

function contains({ address, prefixLength }: Network, candidate: Uint8Array): boolean {
  for (let i = 0, bits = prefixLength; bits > 0; i++, bits -= 8) {
    const mask = bits >= 8 ? 0xff : (0xff << (8 - bits)) & 0xff;
    if (((address[i] ?? 0) & mask) !== ((candidate[i] ?? 0) & mask)) return false;
  }
  return true;
}

function unmapped(address: Uint8Array): Uint8Array {
  const isMapped = address.length === 16 && address.every((byte, i) => i >= 12 || byte === (i < 10 ? 0 : 0xff));
  return isMapped ? address.subarray(12) : address;
}
