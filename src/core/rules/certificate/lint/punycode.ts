// The package's name alone is a module of Node's own, which is deprecated: so the file.
import { decode, encode } from "punycode/punycode.es6.js";
import { isALabel } from "./dns-names.ts";

/** Whether a name has an A-label whose text (undefined: it is no Punycode) is as `isSuch` says. */
export function hasLabel(name: string, isSuch: (unicode: string | undefined) => boolean): boolean {
  return name.split(".").some((label) => isALabel(label) && isSuch(decodeLabel(label.slice(4))));
}

/**
 * Whether an A-label is the one that encoding its text gives (RFC 5890 section 2.3.2.1), case aside; true for all other labels, and
 * for what decodes to nothing, which is another fault.
 */
export function isCanonicalLabel(label: string): boolean {
  if (!isALabel(label)) return true;
  const punycode = label.slice(4).toLowerCase();
  const unicode = decodeLabel(punycode);
  return unicode === undefined || /[^\x00-\x7f]/.test(unicode) && encode(unicode) === punycode;
}

/**
 * Decodes Punycode without its prefix (RFC 3492 section 6.2); undefined where it is none, or stands for a surrogate, which is no
 * character (RFC 5891 section 4.2). At most the 63 characters of a label are read.
 */
export function decodeLabel(text: string): string | undefined {
  if (text.length > 63) return undefined;
  try {
    const unicode = decode(text);
    return /\p{Surrogate}/u.test(unicode) ? undefined : unicode;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
