import type { Hsts } from "../core/tls-info.ts";

/** Longer than any header in the wild; a longer one is no policy that we read. */
const MAX_LENGTH = 4096;
const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const DIRECTIVE = new RegExp(`^(${TOKEN})(?:[ \\t]*=[ \\t]*(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)"))?$`, "s");

/** One header as webRequest gives it. */
export interface ResponseHeader {
  name: string;
  value?: string | undefined;
}

/**
 * The Strict-Transport-Security policy of a response: the first such header (RFC 6797 section 8.1), read by the
 * grammar of section 6.1. null: no header, or one that a browser must ignore (no max-age, a directive twice, bad syntax).
 */
export function hstsOf(headers: readonly ResponseHeader[]): Hsts | null {
  const header = headers.find(({ name }) => name.toLowerCase() === "strict-transport-security");
  return header?.value === undefined ? null : parseHsts(header.value);
}

/** Reads the header's value; null where RFC 6797 section 6.1 makes a browser ignore it. */
export function parseHsts(value: string): Hsts | null {
  if (value.length > MAX_LENGTH) return null;
  const directives = new Map<string, string | undefined>();
  for (const part of splitDirectives(value)) {
    const match = DIRECTIVE.exec(part);
    if (match === null) return null;
    const name = (match[1] ?? "").toLowerCase();
    if (directives.has(name)) return null;
    directives.set(name, match[2] ?? match[3]?.replace(/\\(.)/gs, "$1"));
  }
  const maxAge = directives.get("max-age");
  if (maxAge === undefined || !/^[0-9]+$/.test(maxAge)) return null;
  // A valueless directive that is given a value does not follow its own grammar (section 6.1.2), which rules the header out.
  if (directives.has("includesubdomains") && directives.get("includesubdomains") !== undefined) return null;
  return {
    maxAge: Math.min(Number(maxAge), Number.MAX_SAFE_INTEGER),
    includeSubDomains: directives.has("includesubdomains"),
    preload: directives.has("preload"),
  };
}

/** Splits at the semicolons that stand outside quotes; empty directives are allowed and left out. */
function* splitDirectives(value: string): Generator<string> {
  for (const [part] of value.matchAll(/(?:"(?:[^"\\]|\\.)*"|[^;"])+|"[^;]*/gs)) {
    // Spaces and tabs alone (RFC 9110 section 5.6.3): another blank is no part of a directive, and the header is then none.
    const trimmed = part.replace(/^[ \t]+|(?<![ \t])[ \t]+$/g, "");
    if (trimmed !== "") yield trimmed;
  }
}
