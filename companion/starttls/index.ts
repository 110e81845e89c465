import type { Socket } from "node:net";
import { Conversation } from "./conversation.ts";
import { ftp } from "./ftp.ts";
import { imap } from "./imap.ts";
import { ldap } from "./ldap.ts";
import { mysql } from "./mysql.ts";
import { nntp } from "./nntp.ts";
import { pop3 } from "./pop3.ts";
import { postgres } from "./postgres.ts";
import { smtp } from "./smtp.ts";
import { xmpp } from "./xmpp.ts";

/** A protocol that begins in clear and changes over to TLS. */
interface ClearProtocol {
  /** The port that IANA has for it. */
  port: number;
  /** `host`: whom a protocol that asks is told. @throws ProbeError */
  begin: (conversation: Conversation, host: string) => Promise<void>;
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
} as const satisfies Readonly<Record<string, ClearProtocol>>;

export type StartTls = keyof typeof PROTOCOLS;

export const START_TLS = Object.keys(PROTOCOLS) as readonly StartTls[];

/** The port that IANA has for the protocol. */
export function startTlsPort(protocol: StartTls): number {
  return PROTOCOLS[protocol].port;
}

/** Brings the server to the point where the next byte is TLS. `host`: whom a protocol that asks is told. @throws ProbeError */
export async function startTls(protocol: StartTls, socket: Socket, host: string): Promise<void> {
  const conversation = new Conversation(socket);
  await PROTOCOLS[protocol].begin(conversation, host);
  conversation.release();
}
