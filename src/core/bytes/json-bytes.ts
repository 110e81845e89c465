/** The bytes of JSON's structure (RFC 8259 section 2), for those who take it apart before it is text. */
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const NEWLINE = 0x0a;
export const CARRIAGE_RETURN = 0x0d;

/** Whether the byte is white space of JSON: space, tab or the end of a line. */
export function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === CARRIAGE_RETURN || byte === 0x09;
}
