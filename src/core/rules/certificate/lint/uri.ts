import { parseIpAddress } from "../../../chain/ip-address.ts";
import { isFullyQualified } from "./dns-names.ts";

/** A URI reference taken apart (RFC 3986 section 3). */
export interface UriParts {
  /** Lower case; empty for a relative reference. */
  readonly scheme: string;
  /** With the port, without user information; empty where there is none. */
  readonly host: string;
  readonly hasUser: boolean;
  /** What follows the scheme where it does not begin with a slash: "mailto:a@example.com". */
  readonly opaque: string;
  readonly path: string;
}

/** Undefined where the text is no URI reference. */
export function parseUri(text: string): UriParts | undefined {
  if (/[\u0000-\u001f\u007f]/.test(text) || text.startsWith(":")) return undefined;
  const scheme = /^[a-z][a-z0-9+.-]*(?=:)/i.exec(text)?.[0] ?? "";
  const [rest = ""] = (scheme === "" ? text : text.slice(scheme.length + 1)).split(/[?#]/, 1);
  const none = { scheme: scheme.toLowerCase(), host: "", hasUser: false, opaque: "", path: "" };
  if (!rest.startsWith("/")) {
    if (scheme !== "") return { ...none, opaque: rest };
    return /^[^/]*:/.test(rest) ? undefined : { ...none, path: rest };
  }
  const authority = rest.startsWith("//") ? rest.slice(2).split("/", 1)[0] ?? "" : "";
  const path = rest.startsWith("//") ? rest.slice(2 + authority.length) : rest;
  if (/%(?![0-9a-f]{2})/i.test(path)) return undefined;
  const at = authority.lastIndexOf("@");
  const host = authority.slice(at + 1);
  if (/[\s"\\^`{|}%#?@]/.test(host) || !/^(?:\[[^\]]*\]|[^:[\]]*)(?::[0-9]*)?$/.test(host)) return undefined;
  return { ...none, host, hasUser: at >= 0, path };
}

/** Whether a URI's host is a domain name of more than one label or an IP address. */
export function isHostOrAddress(host: string): boolean {
  return isFullyQualified(host) || parseIpAddress(host) !== undefined;
}
