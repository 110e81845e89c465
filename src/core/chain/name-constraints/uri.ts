import { foldCase, isDnsName } from "../dns-name.ts";
import type { Subtree } from "./subtrees.ts";

type UriSubtree = Extract<Subtree, { form: "uri" }>;

/** Reads a uniformResourceIdentifier constraint: a host, or with a leading dot the hosts below it. A string says why it is none. */
export function readUriSubtree(value: string): UriSubtree | string {
  const subdomainsOnly = value.startsWith(".");
  const host = foldCase(subdomainsOnly ? value.slice(1) : value);
  if (value !== "" && !isDnsName(host)) return `«${value}» is no host`;
  return { form: "uri", host, subdomainsOnly };
}

export function uriHostWithin(host: string, subtree: UriSubtree): boolean {
  if (subtree.host === "") return true;
  return subtree.subdomainsOnly ? host.endsWith(`.${subtree.host}`) : host === subtree.host;
}

/**
 * The host of a URI's authority (RFC 3986 section 3.2), in lower case. Undefined where there is no authority or its
 * host is no DNS name: then no constraint can be evaluated (RFC 5280 section 4.2.1.10).
 */
export function uriHost(uri: string): string | undefined {
  const authority = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/(?:[^@/?#]*@)?([^:/?#[\]]*)(?::[0-9]*)?(?:[/?#]|$)/.exec(uri);
  const host = foldCase(authority?.[1] ?? "");
  return isDnsName(host) ? host : undefined;
}
