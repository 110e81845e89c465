import { isALabel } from "./dns-names.ts";

// RFC 3492 section 5.
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const LAST_CODE_POINT = 0x10ffff;

/** Whether a name has an A-label whose text (undefined: it is no Punycode) is as `isSuch` says. */
export function hasLabel(name: string, isSuch: (unicode: string | undefined) => boolean): boolean {
  return name.split(".").some((label) => isALabel(label) && isSuch(decodeLabel(label.slice(4))));
}

/** Decodes Punycode without its prefix (RFC 3492 section 6.2); undefined where it is none. At most the 63 characters of a label are read. */
export function decodeLabel(text: string): string | undefined {
  if (text.length > 63) return undefined;
  const delimiter = text.lastIndexOf("-");
  const output = delimiter > 0 ? Array.from(text.slice(0, delimiter), (character) => character.codePointAt(0) ?? 0) : [];
  if (output.some((codePoint) => codePoint >= 0x80)) return undefined;
  let codePoint = 0x80;
  let bias = 72;
  let index = 0;
  for (let at = delimiter < 0 ? 0 : delimiter + 1; at < text.length;) {
    const before = index;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = digitOf(text[at++]);
      if (digit === undefined) return undefined;
      index += digit * weight;
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (weight > LAST_CODE_POINT * 64) return undefined;
    }
    bias = adapt(index - before, output.length + 1, before === 0);
    codePoint += Math.floor(index / (output.length + 1));
    index %= output.length + 1;
    if (codePoint > LAST_CODE_POINT || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return undefined;
    output.splice(index++, 0, codePoint);
  }
  return String.fromCodePoint(...output);
}

function digitOf(character: string | undefined): number | undefined {
  if (character === undefined || !/^[a-z0-9]$/i.test(character)) return undefined;
  return /[0-9]/.test(character) ? Number(character) + 26 : character.toLowerCase().charCodeAt(0) - 97;
}

function adapt(delta: number, points: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor((BASE * rest) / (rest + SKEW));
}
