/** What we use of the file that the package `punycode` has for bundlers; it brings no types. */
declare module "punycode/punycode.es6.js" {
  /** Throws a RangeError where the text is no Punycode, or stands for a code point that Unicode does not have. */
  export function decode(text: string): string;
  /** Throws a RangeError where a number overflows, which no label's length reaches. */
  export function encode(text: string): string;
}
