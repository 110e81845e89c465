/**
 * The six months of the SSL Server Rating Guide in seconds: 180 days, as the scanner's own API says
 * (`hstsPolicy.LONG_MAX_AGE`, SSL Labs API version 3).
 */
export const LONG_MAX_AGE = 15_552_000;
