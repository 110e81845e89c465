/**
 * An address that telemetry may be sent to: https, or http to this machine. Name and password have no place in it, nor has a
 * fragment, which would not be sent. undefined: it is none.
 */
export function collectorAddress(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const local = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && local)) return undefined;
  return url.username === "" && url.password === "" && url.hash === "" ? url : undefined;
}

/** Whether what was meant for one collector may be told to another. */
export function sameCollector(one: string, other: string): boolean {
  return collectorAddress(one)?.origin === collectorAddress(other)?.origin;
}
