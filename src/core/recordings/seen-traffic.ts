import type { ConnectionError } from "../tls-info.ts";
import type { ServerPlace } from "./place.ts";
import type { SeenMessage } from "./seen-handshake.ts";

/** What went over the wire of one handshake, before anything is made of it. */
export interface SeenTraffic {
  protocol: "TLS" | "QUIC";
  /** Milliseconds since the epoch. */
  time?: number;
  /** Where the client meant to connect, where that is known by other means than the server's address. */
  place?: ServerPlace;
  /** The other end of the wire. */
  peer?: ServerPlace;
  /** Something else went before over the same wire, so that its other end may be a proxy. */
  behindOther: boolean;
  clientHello?: SeenMessage;
  /** The server's messages by their type, the last of each. */
  messages: Map<number, SeenMessage>;
  /** Before TLS 1.3: the server has changed to the agreed keys. */
  serverChangedCipher: boolean;
  /** By an alert or the end of the connection, before the handshake was over. */
  error?: ConnectionError;
  /** The recording was there to the handshake's end, or its failure. */
  ended: boolean;
}
