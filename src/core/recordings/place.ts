/** A server as the browser names it. */
export interface ServerPlace {
  /** DNS name (A-labels, lower case) or IP address, IPv6 without brackets. */
  host: string;
  port?: number;
}

/** "pm/https://www.example.com:8443 <https://example.com same_site>": the origin in the name of a group of sockets; 443 is left out there. */
export function placeOfGroup(group: string): ServerPlace | undefined {
  const origin = /(?:^|\/)(?:https|wss):\/\/(\[[0-9a-fA-F:.]+\]|[^\s/:<>[\]]+)(?::(\d{1,5}))?(?=[\s/]|$)/.exec(group);
  if (origin === null) return undefined;
  const [, host = "", port] = origin;
  return withPort(host, port === undefined ? 443 : Number(port));
}

/** "192.0.2.1:443", "[2001:db8::1]:443". */
export function placeOfAddress(address: string): ServerPlace | undefined {
  const parts = /^(\[[0-9a-fA-F:.%\w]+\]|[0-9.]+):(\d{1,5})$/.exec(address);
  return parts === null ? undefined : withPort(parts[1] ?? "", Number(parts[2]));
}

/** A host as it stands in a log; undefined where it can be none. */
export function hostOf(host: string): string | undefined {
  const bare = host.replace(/^\[|\]$/g, "").toLowerCase();
  return bare !== "" && bare.length <= 255 && /^[^\s[\]\u0000-\u001f\u007f]+$/.test(bare) ? bare : undefined;
}

/** A host with its port, where both can be. */
export function withPort(text: string, port: number): ServerPlace | undefined {
  const host = hostOf(text);
  return host === undefined ? undefined : { host, ...(port > 0 && port <= 65_535 ? { port } : {}) };
}
