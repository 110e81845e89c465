import type { Socket } from "node:net";
import { Conversation } from "./conversation.ts";
import { ProbeError } from "../connect/failure.ts";
import { ftp } from "./ftp.ts";
import { greetingWords } from "./greeting.ts";
import { imap } from "./imap.ts";
import { irc } from "./irc.ts";
import { ldap } from "./ldap.ts";
import { mysql } from "./mysql.ts";
import { nntp } from "./nntp.ts";
import { pop3 } from "./pop3.ts";
import { postgres } from "./postgres.ts";
import { rdp } from "./rdp.ts";
import { sieve } from "./sieve.ts";
import { lmtp, smtp } from "./smtp.ts";
import { xmpp } from "./xmpp.ts";

/** A protocol that begins in clear and changes over to TLS, or that begins with TLS and wants to be named in it. */
interface Beginning {
  /** The port that IANA has for it. */
  port: number;
  /** `host`: whom a protocol that asks is told. Absent: TLS is the first that is said. @throws ProbeError */
  begin?: (conversation: Conversation, host: string) => Promise<void>;
  /** The name to offer by ALPN. */
  alpn?: string;
}

/** Every such protocol, by the name that a person gives: a line each. */
const PROTOCOLS = {
  smtp: { port: 25, begin: smtp },
  imap: { port: 143, begin: imap },
  pop3: { port: 110, begin: pop3 },
  ftp: { port: 21, begin: ftp },
  ldap: { port: 389, begin: ldap },
  xmpp: { port: 5222, begin: (conversation, host) => xmpp(conversation, host, "jabber:client") },
  "xmpp-server": { port: 5269, begin: (conversation, host) => xmpp(conversation, host, "jabber:server") },
  postgres: { port: 5432, begin: postgres },
  mysql: { port: 3306, begin: mysql },
  nntp: { port: 119, begin: nntp },
  sieve: { port: 4190, begin: sieve },
  lmtp: { port: 24, begin: lmtp },
  irc: { port: 6667, begin: irc },
  rdp: { port: 3389, begin: rdp },
  // From PostgreSQL 17 on ("sslnegotiation=direct").
  "postgres-direct": { port: 5432, alpn: "postgresql" },
  // TDS 8.0; older ones wrap TLS in packets of their own ([MS-TDS] section 2.2.1).
  tds: { port: 1433, alpn: "tds/8.0" },
  mqtt: { port: 8883, alpn: "mqtt" },
} as const satisfies Readonly<Record<string, Beginning>>;

export type StartTls = keyof typeof PROTOCOLS;

export const START_TLS = Object.keys(PROTOCOLS) as readonly StartTls[];

/** The port that IANA has for the protocol. */
export function startTlsPort(protocol: StartTls): number {
  return PROTOCOLS[protocol].port;
}

/** The names to offer by ALPN. */
export function startTlsAlpn(protocol: StartTls): readonly string[] {
  const { alpn }: Beginning = PROTOCOLS[protocol];
  return alpn === undefined ? [] : [alpn];
}

/** How to ask a server of this port that says nothing to a ClientHello, as a sentence; undefined where the port is no such protocol's. */
export function portAdvice(port: number): string | undefined {
  const names = START_TLS.filter((name) => PROTOCOLS[name].port === port).map((name) => `--starttls ${name}`);
  return names.length === 0 ? undefined : `On port ${port} TLS commonly begins otherwise: ask with ${names.join(" or ")}.`;
}

/** Brings the server to the point where the next byte is TLS. `host`: whom a protocol that asks is told. @throws ProbeError */
export async function startTls(protocol: StartTls, socket: Socket, host: string): Promise<void> {
  const { begin, port }: Beginning = PROTOCOLS[protocol];
  if (begin === undefined) return;
  const conversation = new Conversation(socket);
  try {
    await begin(conversation, host);
  } catch (error) {
    if (!(error instanceof ProbeError) || error.code !== "starttls-protocol") throw error;
    const words = greetingWords(conversation.heard, port);
    throw words === undefined ? error : new ProbeError(error.code, `${error.message}. ${words}`);
  }
  conversation.release();
}
