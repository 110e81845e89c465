// The package's name alone is a module of Node's own, which is deprecated: so the file.
import { decode } from "punycode/punycode.es6.js";
import { isALabel } from "./dns-names.ts";

/** Whether a name has an A-label whose text (undefined: it is no Punycode) is as `isSuch` says. */
export function hasLabel(name: string, isSuch: (unicode: string | undefined) => boolean): boolean {
  return name.split(".").some((label) => isALabel(label) && isSuch(decodeLabel(label.slice(4))));
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
