/** Octets of a whole name and of a label (RFC 1035 section 2.3.4). */
const MAX_NAME = 253;
const MAX_LABEL = 63;

/**
 * Whether the text is a host name in letters, digits and hyphens (RFC 1123 section 2.1), without a trailing dot.
 * Underscores, and hyphens at the ends of labels, pass, as browsers let them pass. A name whose last label is all digits is none: it would be taken
 * for an IPv4 address.
 */
export function isDnsName(text: string): boolean {
  if (text.length === 0 || text.length > MAX_NAME) return false;
  const labels = text.split(".");
  return labels.every(isLabel) && !/^[0-9]+$/.test(labels[labels.length - 1] ?? "");
}

/** Whether the text is "*." and a host name of at least two labels (RFC 9525 section 6.3; CA/Browser Forum BR 1.6.1). */
export function isWildcardDnsName(text: string): boolean {
  if (!text.startsWith("*.")) return false;
  const rest = text.slice(2);
  return rest.includes(".") && isDnsName(rest);
}

/** ASCII letters in lower case, all else as it is: DNS names compare without case (RFC 4343). */
export function foldCase(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : text;
}

function isLabel(label: string): boolean {
  return label.length <= MAX_LABEL && /^[a-zA-Z0-9_-]+$/.test(label);
}
