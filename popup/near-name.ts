/** Addresses offered at once. */
const MOST = 3;

/**
 * Names of a certificate that are near variations of what was asked for, nearest first: with or without "www.", the domain
 * above, a name that stands below the same domain, or the name that a wildcard one level off would cover. A name that only
 * looks alike is none.
 */
export function nearNames(host: string, names: readonly string[]): string[] {
  const asked = host.toLowerCase();
  const parent = asked.slice(asked.indexOf(".") + 1);
  const found = new Set<string>();
  const plain = names.map((name) => name.toLowerCase()).filter((name) => /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(name));
  const add = (name: string): void => {
    if (name !== asked && plain.includes(name)) found.add(name);
  };
  add(`www.${asked}`);
  if (asked.startsWith("www.")) add(asked.slice(4));
  // "a.b.example.com" where the certificate is for "*.example.com": "b.example.com" would do.
  if (parent.includes(".")) {
    add(parent);
    if (plain.includes(`*.${parent.slice(parent.indexOf(".") + 1)}`) && parent.split(".").length > 2) found.add(parent);
  }
  // "example.com" where it is for "*.example.com" alone.
  if (plain.includes(`*.${asked}`)) found.add(`www.${asked}`);
  return [...found].slice(0, MOST);
}
