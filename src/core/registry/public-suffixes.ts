import { PUBLIC_SUFFIXES } from "./public-suffixes-data.ts";

let byTopLevel: Map<string, ReadonlySet<string>> | undefined;

/**
 * Whether registries hand out names directly under this domain ("co.uk"), by the ICANN part of the Public Suffix List.
 * `domain` in A-labels, lower case. A single label always is one.
 */
export function isPublicSuffix(domain: string): boolean {
  const dot = domain.lastIndexOf(".");
  if (dot < 0) return true;
  const rules = (byTopLevel ??= read()).get(domain.slice(dot + 1));
  if (!rules) return false;
  const rest = domain.slice(0, dot);
  if (rules.has(`!${rest}`)) return false;
  const first = rest.indexOf(".");
  return rules.has(rest) || rules.has(first < 0 ? "*" : `*${rest.slice(first)}`);
}

function read(): Map<string, ReadonlySet<string>> {
  const rules = new Map<string, ReadonlySet<string>>();
  for (const line of PUBLIC_SUFFIXES.split("\n")) {
    const [topLevel, ...rest] = line.split(" ");
    if (topLevel) rules.set(topLevel, new Set(rest));
  }
  return rules;
}
