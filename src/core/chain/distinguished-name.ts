import { normalized } from "../text/normalize.ts";
import type { Name, NameAttribute, RelativeDistinguishedName } from "../x509/name.ts";
import { toHex } from "../bytes/hex.ts";
import { onceFor } from "../once-for.ts";

/** Identifier octets of the character strings that compare by their text: UTF8, Numeric, Printable, Teletex, IA5, Visible, Universal, BMP. */
const CHARACTER_STRINGS: ReadonlySet<number> = new Set([0x0c, 0x12, 0x13, 0x14, 0x16, 0x1a, 0x1c, 0x1e]);

/**
 * A text that is the same for two names exactly if they are the same name (RFC 5280 section 7.1): without regard to
 * case, to runs of white space and to the type of the character string.
 */
export const nameKey: (name: Name) => string = onceFor((name: Name) => nameRdnKeys(name).join("\u0001"));

/** Whether `subtree` is `name` or stands above it: its parts are the first parts of the name (RFC 5280 section 4.2.1.10). */
export function isWithinDirectorySubtree(name: Name, subtree: Name): boolean {
  const base = nameRdnKeys(subtree);
  const parts = nameRdnKeys(name);
  return base.length <= parts.length && base.every((part, i) => part === parts[i]);
}

/** How two names that are the same (RFC 5280 section 7.1) differ: in the types of their strings alone, or in letters and spaces. */
export function compareForms(a: Name, b: Name): "form" | "text" {
  const text = ({ rdns }: Name): string => rdns.map((rdn) => rdn.map(({ oid, value }) => `${oid}=${value}`).join("+")).join(",");
  return text(a) === text(b) ? "form" : "text";
}

const nameRdnKeys = onceFor((name: Name): readonly string[] => name.rdns.map(rdnKey));

function rdnKey(rdn: RelativeDistinguishedName): string {
  const [only] = rdn;
  if (rdn.length === 1 && only) return attributeKey(only);
  return rdn.map(attributeKey).sort().join("\u0002");
}

function attributeKey(attribute: NameAttribute): string {
  return CHARACTER_STRINGS.has(attribute.tag)
    ? `${attribute.oid}=${prepare(attribute.value)}`
    : `${attribute.oid}#${attribute.tag}#${toHex(attribute.valueBytes)}`;
}

/** String preparation of RFC 4518: map, normalize, compare without insignificant spaces. Separators of ours are escaped. */
function prepare(text: string): string {
  const plain = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(text)
    ? text
    : normalized(text.replace(/[\u00ad\u034f\u1806\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ufffc]/g, ""), "NFKC")
      .replace(/\s+/gu, " ").replace(/^ | $/g, "").replace(/[\u0000-\u0002]/g, (control) => `\\${control.charCodeAt(0)}`);
  return plain.toLowerCase();
}
