import { toHex } from "../bytes/hex.ts";

/**
 * An INTEGER's content octets (two's complement) as a number in lower-case hex, whole octets: "-05" of fb. What is not negative stands as
 * its octets do, leading zeros among them; no octets give "".
 */
export function integerHex(content: Uint8Array): string {
  if ((content[0] ?? 0) < 0x80) return toHex(content);
  const magnitude = new Uint8Array(content.length);
  let carry = 1;
  for (let i = content.length - 1; i >= 0; i--) {
    const octet = (~(content[i] ?? 0) & 0xff) + carry;
    magnitude[i] = octet;
    carry = octet >> 8;
  }
  return `-${toHex(magnitude)}`;
}
