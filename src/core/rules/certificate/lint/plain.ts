// Nearly all names and subjects have nothing out of the ordinary. One look at each character finds that out, instead of many rules.

/** Characters and bytes of a name in the DNS (RFC 1035 2.3.4), and of a label. */
const MAX_NAME = 253;
const MAX_LABEL = 63;
const [DOT, HYPHEN, SPACE] = [0x2e, 0x2d, 0x20];

/**
 * Whether a name is of lower-case letters, digits, hyphens and dots, "*." before it allowed: labels that are neither empty nor too long,
 * without hyphens at an edge or where IDNA has them, two at least, and the last of letters alone and no special one.
 */
export function isPlainName(name: string): boolean {
  if (name.length > MAX_NAME) return false;
  let start = name.startsWith("*.") ? 2 : 0;
  let labels = 0;
  let letters = true;
  for (let i = start; i <= name.length; i++) {
    const code = i === name.length ? DOT : name.charCodeAt(i);
    if (code === DOT) {
      const length = i - start;
      if (length === 0 || length > MAX_LABEL || name.charCodeAt(start) === HYPHEN || name.charCodeAt(i - 1) === HYPHEN) return false;
      if (name.charCodeAt(start + 2) === HYPHEN && name.charCodeAt(start + 3) === HYPHEN) return false;
      labels += 1;
      if (i === name.length) break;
      start = i + 1;
      letters = true;
    } else if (code < 0x61 || code > 0x7a) {
      if ((code < 0x30 || code > 0x39) && code !== HYPHEN) return false;
      letters = false;
    }
  }
  return labels >= 2 && letters && !SPECIAL.has(name.slice(start));
}

/** Top-level domains under which names mean something else: RFC 3172, RFC 7686. */
const SPECIAL: ReadonlySet<string> = new Set(["arpa", "onion"]);

/** Characters of a plain text: no attribute with a bound of its own has a lower one (RFC 5280 appendix A.1), but for the postal code. */
export const MAX_PLAIN = 64;

/** Whether a text is of ASCII's letters, digits, dots, hyphens and spaces, none of the last at an edge, and has a letter or a digit. */
export function isPlainText(text: string): boolean {
  if (text.length > MAX_PLAIN || text.charCodeAt(0) === SPACE || text.charCodeAt(text.length - 1) === SPACE) return false;
  let meaning = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39)) meaning = true;
    else if (code !== DOT && code !== HYPHEN && code !== SPACE) return false;
  }
  return meaning;
}
