import { isIP } from "node:net";
import { domainToASCII } from "node:url";

/** A server, by the name that it is asked for. */
export interface Target {
  /** A-labels in lower case without a trailing dot, or an IP address, IPv6 without brackets. */
  host: string;
  port: number;
}

/** Text that names no server: "host", "host:port", "[IPv6]:port". */
export class TargetError extends Error {
  override readonly name = "TargetError";
  readonly code = "target";
}

/** Reads "host[:port]". An IPv6 address with a port stands in brackets. @throws TargetError */
export function parseTarget(text: string, defaultPort: number): Target {
  return { port: defaultPort, ...parseHostPort(text) };
}

/** The same; without a port where none is said. An https address stands for its host and port. @throws TargetError */
export function parseHostPort(text: string): { host: string; port?: number } {
  const authority = /^https:\/\/([^/?#]*)/i.exec(text)?.[1];
  if (authority !== undefined) return parseHostPort(authority.replace(/^[^@]*@/, ""));
  if (isIP(text) === 6) return { host: text.toLowerCase() };
  const parts = /^(?:\[(?<v6>[^\]]+)\]|(?<name>[^\s:/[\]@?#]+))(?::(?<port>\d{1,5}))?$/.exec(text)?.groups;
  if (parts === undefined) throw new TargetError(`"${text}" is no host or host:port`);
  const { v6, name, port: digits } = parts;
  const port = digits === undefined ? {} : { port: Number(digits) };
  if (port.port !== undefined && (port.port < 1 || port.port > 65_535)) throw new TargetError(`"${text}": a port is a number from 1 to 65535`);
  if (v6 === undefined) return { host: parseHostName(name ?? ""), ...port };
  if (isIP(v6) !== 6) throw new TargetError(`"${v6}" is no IPv6 address`);
  return { host: v6.toLowerCase(), ...port };
}

/** A host name in A-labels, or an IPv4 address as it is. @throws TargetError */
export function parseHostName(name: string): string {
  if (isIP(name) !== 0) return name.toLowerCase();
  const ascii = domainToASCII(name).replace(/\.$/, "");
  if (!/^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/.test(ascii) || ascii.length > 253) throw new TargetError(`"${name}" is no host name`);
  return ascii;
}
