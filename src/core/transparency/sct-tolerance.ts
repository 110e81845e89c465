/** So much two clocks may be apart before a timestamp counts as one of the future, in milliseconds. */
export const SCT_TOLERANCE = 5 * 60_000;
