import { foldCase, isDnsName } from "../dns-name.ts";
import type { Subtree } from "./subtrees.ts";

type DnsSubtree = Extract<Subtree, { form: "dns" }>;

/** Reads a dNSName constraint: a host name, or nothing for every name. A string says why it is none. */
export function readDnsSubtree(value: string): DnsSubtree | string {
  const subdomainsOnly = value.startsWith(".");
  const name = foldCase(subdomainsOnly ? value.slice(1) : value);
  if (name !== "" && !isDnsName(name)) return `«${value}» is no DNS name`;
  return { form: "dns", name, subdomainsOnly };
}

/**
 * Whether the presented name may stand for a host within the subtree ("excluded"), or stands for nothing but hosts
 * within it ("permitted"): a wildcard covers every name with one more label. `name` in lower case.
 */
export function dnsNameWithin(name: string, subtree: DnsSubtree, use: "permitted" | "excluded"): boolean {
  const base = subtree.name;
  if (base === "") return true;
  const wildcard = name.startsWith("*.");
  if (wildcard && use === "excluded" && coversByWildcard(name, base) && !subtree.subdomainsOnly) return true;
  if (wildcard && name.slice(2) === base) return true;
  if (name === base) return !subtree.subdomainsOnly;
  return name.length > base.length && name.endsWith(base) && name.charCodeAt(name.length - base.length - 1) === 0x2e;
}

/** Whether the wildcard name stands for exactly this host, among others. */
function coversByWildcard(wildcard: string, host: string): boolean {
  const dot = host.indexOf(".");
  return dot > 0 && host.slice(dot) === wildcard.slice(1);
}
