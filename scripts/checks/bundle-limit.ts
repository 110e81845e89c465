/** Most bytes that the minified background may have: it is evaluated whenever the browser starts it. */
export const BACKGROUND_LIMIT = 100_000;
