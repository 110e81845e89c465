import { coversHost } from "../chain/restriction.ts";
import type { Seen } from "./seen.ts";
import type { Exception, Pin } from "./surroundings.ts";

/** The first pin for the host that its chain does not have; undefined: none, or what it asks for is not known. */
export function brokenPin(seen: Seen, pins: readonly Pin[]): Pin | undefined {
  return pins.find((pin) => coversHost(pin.hosts, seen.host) && holds(pin, seen) === false);
}

/** undefined: not known. */
function holds({ kind, hashes }: Pin, seen: Seen): boolean | undefined {
  const wanted = new Set(hashes);
  switch (kind) {
    case "key":
      if (seen.chainKeys.some((key) => wanted.has(key))) return true;
      // More of the chain may be there than was shown.
      return seen.trust === "unknown" && seen.anchor === null ? undefined : false;
    case "anchor":
      if (seen.trust === "unknown" && seen.anchor === null) return undefined;
      return (seen.anchor !== null && wanted.has(seen.anchor)) || wanted.has(seen.root.id);
    case "issuer":
      return isKeyHash(seen.issuer.id) ? wanted.has(seen.issuer.id) : undefined;
  }
}

function isKeyHash(id: string): boolean {
  return !id.startsWith("name:");
}

/** What the person's exceptions say of a connection: undefined where there is none for its host and port. */
export function exceptionFor(seen: Pick<Seen, "host" | "port" | "key">, exceptions: readonly Exception[]): { exception: Exception; sameKey: boolean } | undefined {
  const own = exceptions.filter(({ host, port }) => host === seen.host && port === seen.port);
  const exact = own.find(({ key }) => key === seen.key);
  const exception = exact ?? own[0];
  return exception === undefined ? undefined : { exception, sameKey: exact !== undefined };
}
