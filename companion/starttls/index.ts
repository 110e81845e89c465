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

/** Protocols that begin in clear and change over to TLS. */
export const START_TLS = ["smtp", "imap", "pop3", "ftp", "ldap", "xmpp", "xmpp-server", "postgres", "mysql", "nntp"] as const;
export type StartTls = (typeof START_TLS)[number];

/** The port that IANA has for the protocol. */
export const START_TLS_PORTS: Readonly<Record<StartTls, number>> = {
  smtp: 25, imap: 143, pop3: 110, ftp: 21, ldap: 389, xmpp: 5222, "xmpp-server": 5269, postgres: 5432, mysql: 3306, nntp: 119,
};

const PROTOCOLS: Readonly<Record<StartTls, (conversation: Conversation, host: string) => Promise<void>>> = {
  smtp, imap, pop3, ftp, ldap, postgres, mysql, nntp,
  xmpp: (conversation, host) => xmpp(conversation, host, "jabber:client"),
  "xmpp-server": (conversation, host) => xmpp(conversation, host, "jabber:server"),
};

/** Brings the server to the point where the next byte is TLS. `host`: whom a protocol that asks is told. @throws ProbeError */
export async function startTls(protocol: StartTls, socket: Socket, host: string): Promise<void> {
  const conversation = new Conversation(socket);
  await PROTOCOLS[protocol](conversation, host);
  conversation.release();
}
