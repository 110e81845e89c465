/** An IPv4 address in four octets or an IPv6 address in sixteen. */
export type IpBytes = Uint8Array;

/**
 * Reads an IP address as text: IPv4 in dotted decimal without leading zeros (RFC 3986 section 3.2.2), IPv6 as
 * RFC 4291 section 2.2 has it, without brackets and without a zone. Undefined where the text is neither.
 */
export function parseIpAddress(text: string): IpBytes | undefined {
  if (text.length > 45) return undefined;
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** The text of an address: dotted decimal, or RFC 5952 section 4. Octets of another length are given in hex. */
export function formatIpAddress(bytes: IpBytes): string {
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.length !== 16) return Array.from(bytes, (octet) => octet.toString(16).padStart(2, "0")).join("");
  const groups: number[] = [];
  for (let i = 0; i < 16; i += 2) groups.push(((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0));
  const { start, length } = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(":");
  return `${hex.slice(0, start).join(":")}::${hex.slice(start + length).join(":")}`;
}

function parseIpv4(text: string): IpBytes | undefined {
  // Most texts are host names, whose last character is a letter.
  const last = text.charCodeAt(text.length - 1);
  if (!(last >= 0x30 && last <= 0x39)) return undefined;
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  const bytes = new Uint8Array(4);
  for (const [i, part] of parts.entries()) {
    if (!/^(?:0|[1-9][0-9]{0,2})$/.test(part)) return undefined;
    const octet = Number(part);
    if (octet > 255) return undefined;
    bytes[i] = octet;
  }
  return bytes;
}

function parseIpv6(text: string): IpBytes | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0] ?? "", halves.length === 1);
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? "", true) : [];
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...new Array<number>(missing).fill(0), ...tail];
  const bytes = new Uint8Array(16);
  for (const [i, group] of groups.entries()) {
    bytes[2 * i] = group >> 8;
    bytes[2 * i + 1] = group & 0xff;
  }
  return bytes;
}

/** Groups of 16 bits; the last two may stand as an IPv4 address where `mayEndInIpv4`. */
function groupsOf(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const groups: number[] = [];
  for (const [i, part] of parts.entries()) {
    if (part.includes(".") && mayEndInIpv4 && i === parts.length - 1) {
      const [a = 0, b = 0, c = 0, d = 0] = parseIpv4(part) ?? [-1];
      if (a < 0) return undefined;
      groups.push((a << 8) | b, (c << 8) | d);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(parseInt(part, 16));
    } else {
      return undefined;
    }
  }
  return groups;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (start + length < groups.length && groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
    start += length;
  }
  return best;
}
