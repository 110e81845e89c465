/** Protocols that begin in clear and change over to TLS. */
export const START_TLS = ["smtp", "imap", "pop3", "ftp", "ldap", "xmpp", "xmpp-server", "postgres", "mysql", "nntp"] as const;
export type StartTls = (typeof START_TLS)[number];
