import type { ScanQuestion } from "./question.ts";
import { sharesFor, type Taken } from "./signatures.ts";

// Source: IANA "TLS Application-Layer Protocol Negotiation (ALPN) Protocol IDs", as of 2026-11-21: those of connections over TCP,
// without "acme-tls/1", which asks for a certificate of another kind (RFC 8737).
const PROTOCOLS = [
  "h2", "http/1.1", "http/1.0", "http/0.9", "spdy/3", "spdy/2", "spdy/1", "stun.turn", "stun.nat-discovery", "webrtc", "c-webrtc", "ftp", "imap", "pop3",
  "managesieve", "coap", "xmpp-client", "xmpp-server", "mqtt", "dot", "ntske/1", "sunrpc", "smb", "irc", "nntp", "nnsp", "radius/1.1", "sip/2", "tds/8.0", "dicom",
  "postgresql",
];

/** Bounds the questions, whatever the server answers. */
const MAX_ASKED = PROTOCOLS.length + 1;

/** The application protocols that a server takes, in the order in which it took them, all being offered; undefined where it could not be asked. */
export async function scanAlpn(taken: Taken, question: ScanQuestion): Promise<string[] | undefined> {
  const more = sharesFor(taken);
  if (more === undefined || taken.version < 0x0301) return undefined;
  const found: string[] = [];
  let rest: readonly string[] = PROTOCOLS;
  for (let asked = 0; asked < MAX_ASKED && rest.length > 0; asked += 1) {
    const answer = await question(taken.version, taken.suites, taken.groups, { ...more, alpn: rest });
    const chosen = answer.kind === "chosen" ? answer.seen.alpn : undefined;
    if (chosen === undefined || !rest.includes(chosen)) return found;
    found.push(chosen);
    rest = rest.filter((name) => name !== chosen);
  }
  return found;
}
