/** Gives the text of a message key of _locales, with $1, $2, ... substituted. Throws nothing; an unknown key gives the key. */
export type Text = (key: string, params?: readonly string[]) => string;
