/** Gives the text of a message key of _locales, with $1, $2, ... substituted. Throws nothing; an unknown key gives the key. */
export type Text = (key: string, params?: readonly string[]) => string;

/** The form of `_locales/<language>/messages.json`. */
export type MessageTable = Record<string, { message: string; description?: string }>;

/** Reads from a table as `i18n.getMessage` does: $1 to $9 are the substitutions, $$ is a dollar sign. Each message is taken apart once. */
export function textFrom(table: MessageTable): Text {
  const taken = new Map<string, readonly (string | number)[]>();
  return (key, params = []) => {
    let parts = taken.get(key);
    if (parts === undefined) {
      const entry = Object.hasOwn(table, key) ? table[key] : undefined;
      if (entry === undefined) return key;
      parts = partsOf(entry.message);
      taken.set(key, parts);
    }
    let text = "";
    for (const part of parts) text += typeof part === "string" ? part : params[part - 1] ?? "";
    return text;
  };
}

/** Its words, and the numbers of the substitutions between them. */
function partsOf(message: string): (string | number)[] {
  return message.split(/(\$[$1-9])/).flatMap((part) => {
    if (part === "") return [];
    return part.length === 2 && part.startsWith("$") && /[$1-9]/.test(part.slice(1)) ? [part === "$$" ? "$" : Number(part[1])] : [part];
  });
}
