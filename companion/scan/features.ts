import { TLS_EXTENSION, extensionData } from "../../src/core/wire/extensions.ts";
import { TLS_1_3 } from "../../src/core/wire/server-hello.ts";
import { chosenOf, type ScanQuestion } from "./question.ts";
import type { Taken } from "./signatures.ts";

/** What else a server does, where one can ask. What is absent is not known, or no matter of its versions. */
export interface ServerFeatures {
  /** It refuses a client that fell back to an older version without need (RFC 7507). */
  fallbackScsv?: boolean;
  /** Before TLS 1.3: it binds a renegotiation to the connection (RFC 5746). */
  secureRenegotiation?: boolean;
  /** Before TLS 1.3: it made a second handshake where the client asked for one. */
  clientRenegotiation?: boolean;
  /** Before TLS 1.3: it compresses what it sends (RFC 3749), which gives secrets away (CRIME). */
  compression?: boolean;
  /** Before TLS 1.3: whether it gives sessions to take up again, by their id (RFC 5246 section 7.3) and as tickets (RFC 5077). */
  sessionIds?: boolean;
  sessionTickets?: boolean;
}

/** TLS_FALLBACK_SCSV (RFC 7507). */
const FALLBACK = 0x5600;
const DEFLATE = 1;
const NO_COMPRESSION = 0;

/** Asks by ClientHellos. `taken`: what each version takes, oldest first. */
export async function scanFeatures(taken: readonly Taken[], question: ScanQuestion): Promise<ServerFeatures> {
  const clear = taken.filter(({ version }) => version < TLS_1_3).at(-1);
  const older = taken.at(-2);
  const [fallback, compressed, ticketed] = await Promise.all([
    older && question(older.version, [...older.suites, FALLBACK], older.groups),
    clear && question(clear.version, clear.suites, clear.groups, { compressionMethods: [DEFLATE, NO_COMPRESSION] }),
    clear && clear.version > SSL_3_0 ? question(clear.version, clear.suites, clear.groups, { extensions: [{ type: TLS_EXTENSION.sessionTicket, data: new Uint8Array() }] }) : undefined,
  ]);
  const hello = compressed && chosenOf(compressed)?.seen.serverHello;
  const withTicket = ticketed && chosenOf(ticketed)?.seen.serverHello;
  return {
    ...(fallback === undefined ? {} : fallback.kind === "chosen" ? { fallbackScsv: false } : fallback.how === "inappropriate_fallback" ? { fallbackScsv: true } : {}),
    ...(hello === undefined ? {} : {
      secureRenegotiation: extensionData(hello.extensions, TLS_EXTENSION.renegotiationInfo) !== undefined, compression: hello.compressionMethod !== NO_COMPRESSION,
      sessionIds: hello.sessionId.length > 0,
    }),
    ...(withTicket === undefined ? {} : { sessionTickets: extensionData(withTicket.extensions, TLS_EXTENSION.sessionTicket) !== undefined }),
  };
}

const SSL_3_0 = 0x0300;
