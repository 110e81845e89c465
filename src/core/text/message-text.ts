/** Gives the text of a message key of _locales, with $1, $2, ... substituted. Throws nothing; an unknown key gives the key. */
export type Text = (key: string, params?: readonly string[]) => string;

/** The form of `_locales/<language>/messages.json`. */
export type MessageTable = Record<string, { message: string; description?: string }>;

/** Reads from a table as `i18n.getMessage` does: $1 to $9 are the substitutions, $$ is a dollar sign. */
export function textFrom(table: MessageTable): Text {
  return (key, params = []) => {
    const entry = Object.hasOwn(table, key) ? table[key] : undefined;
    return entry === undefined
      ? key
      : entry.message.replace(/\$(?:\$|([1-9]))/g, (_match, digit: string | undefined) => digit === undefined ? "$" : params[Number(digit) - 1] ?? "");
  };
}
