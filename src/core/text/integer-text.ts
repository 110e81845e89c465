/** Writing a number in decimal takes time with the square of its length; hex does not. */
const MAX_DECIMAL = 1n << 4096n;

/** A number that is not negative in decimal, and beyond 4096 bits in hex ("0x..."), in linear time. Empty for none. */
export function integerText(value: bigint | undefined): string {
  if (value === undefined) return "";
  return value < MAX_DECIMAL ? value.toString() : `0x${value.toString(16)}`;
}
