import type { Subtree } from "./subtrees.ts";

type IpSubtree = Extract<Subtree, { form: "ip" }>;

/** Reads an iPAddress constraint: address and mask of RFC 4632, eight or thirty-two octets. A string says why it is none. */
export function readIpSubtree(bytes: Uint8Array): IpSubtree | string {
  if (bytes.length !== 8 && bytes.length !== 32) return `an address range of ${bytes.length} octets`;
  const half = bytes.length / 2;
  const mask = bytes.subarray(half);
  if (!isPrefixMask(mask)) return "an address mask whose bits are not one run";
  return { form: "ip", address: bytes.subarray(0, half), mask };
}

export function ipWithin(address: Uint8Array, subtree: IpSubtree): boolean {
  if (address.length !== subtree.address.length) return false;
  for (let i = 0; i < address.length; i++) {
    const mask = subtree.mask[i] ?? 0;
    if (((address[i] ?? 0) & mask) !== ((subtree.address[i] ?? 0) & mask)) return false;
  }
  return true;
}

/** Ones, then zeros. */
function isPrefixMask(mask: Uint8Array): boolean {
  let ended = false;
  for (const octet of mask) {
    if (ended ? octet !== 0 : ![0, 0x80, 0xc0, 0xe0, 0xf0, 0xf8, 0xfc, 0xfe, 0xff].includes(octet)) return false;
    if (octet !== 0xff) ended = true;
  }
  return true;
}
