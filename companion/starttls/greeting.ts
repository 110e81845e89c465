/** What a server's first bytes are of. */
export interface Greeting {
  /** "SMTP" */
  name: string;
  /** What --starttls calls it; "none": it speaks TLS from the first byte; absent: we know no way. */
  ask?: string;
}

/** By the first line, as Latin-1. The first that matches counts. */
const LINES: readonly [RegExp, Greeting][] = [
  [/^220[ -].*\bLMTP\b/i, { name: "LMTP", ask: "lmtp" }],
  [/^220[ -].*\b(?:E?SMTP|Postfix|Exim|Sendmail)\b/i, { name: "SMTP", ask: "smtp" }],
  [/^220[ -].*\b(?:FTP|FTPd|vsFTPd|ProFTPD|FileZilla)\b/i, { name: "FTP", ask: "ftp" }],
  [/^\* (?:OK|PREAUTH|BYE)\b/i, { name: "IMAP", ask: "imap" }],
  [/^\+OK\b/, { name: "POP3", ask: "pop3" }],
  [/^20[01] /, { name: "NNTP", ask: "nntp" }],
  [/^"IMPLEMENTATION"/i, { name: "ManageSieve", ask: "sieve" }],
  [/^(?::\S+ )?NOTICE \S+ :/i, { name: "IRC", ask: "irc" }],
  [/^:\S+ \d{3} /, { name: "IRC", ask: "irc" }],
  [/^<(?:\?xml|stream:)/, { name: "XMPP", ask: "xmpp" }],
  [/^HTTP\/\d/, { name: "HTTP without TLS" }],
  [/^<(?:!doctype )?html/i, { name: "HTTP without TLS" }],
  [/^SSH-/, { name: "SSH, which has an encryption of its own" }],
  [/^RFB \d/, { name: "VNC" }],
  [/^AMQP/, { name: "AMQP without TLS" }],
  [/^-(?:ERR|NOAUTH|DENIED) /, { name: "Redis without TLS" }],
];

/** By the protocol of the port, where the words leave it open. */
const BY_PORT: ReadonlyMap<number, Greeting> = new Map([
  [21, { name: "FTP", ask: "ftp" }], [24, { name: "LMTP", ask: "lmtp" }], [25, { name: "SMTP", ask: "smtp" }], [587, { name: "SMTP", ask: "smtp" }], [2525, { name: "SMTP", ask: "smtp" }],
]);

const PROTOCOL_10 = 10;
const MYSQL_ERROR = 0xff;

/** Every name of --starttls that an advice gives. */
export const ADVISED: readonly string[] = [...LINES.map(([, { ask }]) => ask), ...Array.from(BY_PORT.values(), ({ ask }) => ask)].flatMap((ask) => ask ?? []);

/** Which protocol a server's first bytes are of; undefined: none that we know. */
export function greetingOf(bytes: Buffer, port: number): Greeting | undefined {
  const [first, second] = bytes;
  if ((first === 0x15 || first === 0x16) && second === 3) return { name: "TLS", ask: "none" };
  // Three bytes of length and a number of packet, then the protocol's version.
  if (bytes.length > 5 && bytes[3] === 0 && (bytes[4] === PROTOCOL_10 || bytes[4] === MYSQL_ERROR)) return { name: "MySQL", ask: "mysql" };
  if (first === 3 && second === 0 && bytes[2] === 0) return { name: "RDP", ask: "rdp" };
  if (first === 0x30 && bytes.length > 6 && bytes[2] === 2) return { name: "LDAP", ask: "ldap" };
  if (first === 0x45 && bytes.length > 5 && second === 0) return { name: "PostgreSQL", ask: "postgres" };
  const line = bytes.toString("latin1");
  const known = LINES.find(([pattern]) => pattern.test(line))?.[1];
  return known ?? (/^220[ -]/.test(line) ? BY_PORT.get(port) ?? { name: "SMTP or FTP" } : undefined);
}

const MAX_SHOWN = 100;

/** What a server said, and how to ask it, as sentences. Holds words of the server: hostile text. */
export function greetingWords(bytes: Buffer, port: number): string | undefined {
  const greeting = greetingOf(bytes, port);
  if (greeting === undefined) return undefined;
  const line = bytes.toString("latin1").split(/[\r\n]/, 1)[0] ?? "";
  const words = /^[\x20-\x7e]+$/.test(line) ? `: "${line.slice(0, MAX_SHOWN)}"` : "";
  return `The server speaks ${greeting.name}${words}. ${adviceFor(greeting)}`.trimEnd();
}

function adviceFor({ name, ask }: Greeting): string {
  if (ask === "none") return "Ask without --starttls.";
  if (ask !== undefined) return `TLS begins behind it: ask with --starttls ${ask}.`;
  return name.startsWith("SMTP or") ? "TLS begins behind it: ask with --starttls smtp or --starttls ftp." : "Is there another port for TLS?";
}
