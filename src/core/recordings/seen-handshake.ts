import type { CertificateTransparencyStatus } from "../tls-info.ts";
import type { ServerPlace } from "./place.ts";

/** What the log told of one handshake, before anything is made of it. */
export interface SeenHandshake {
  protocol: "TLS" | "QUIC";
  /** Milliseconds of the log's clock. */
  time: number;
  /** Where the browser meant to connect; over a proxy's own TLS it is where that leads. */
  place?: ServerPlace;
  /** Where it connected to: the proxy, if it went over one. */
  peer?: ServerPlace;
  proxied: boolean;
  /** The server's handshake messages by their type; the last of a type where there are several. */
  messages: Map<number, SeenMessage>;
  /** The ClientHello as sent, where no better source names the host. */
  clientHello?: SeenMessage;
  /** The server's certificates as the browser read them; of a resumed session those of the first. */
  certificates?: Uint8Array[];
  /** Of the verifier's job that it waited for; absent: there was none, or the browser had its verdict in memory. */
  verdict?: SeenVerdict;
  result?: HandshakeResult;
  /** Chromium's name of the error by which the handshake ended: "ERR_CONNECTION_RESET". */
  error?: { name: string };
  /** The end was recorded, good or bad. */
  ended: boolean;
}

/** A handshake message with its header of four bytes: as bytes or, as it stands in the log, in base64, since few are ever looked into. */
export type SeenMessage = Uint8Array | string;

/** What SSL_CONNECT ended with. */
export interface HandshakeResult {
  version?: string;
  cipherSuite?: number;
  /** 0: none. */
  group?: number;
  signatureScheme?: number;
  alpn?: string;
  resumed?: boolean;
  encryptedClientHello?: boolean;
}

/** What the browser's verifier said; `result`: absent as long as it had said nothing. */
export interface SeenVerdict {
  host?: string;
  result?: {
    /** Chromium's name of the error; absent: the chain is valid. */
    error?: string;
    builtChain?: Uint8Array[];
    /** The browser ships the root. */
    knownRoot?: boolean;
    transparency?: CertificateTransparencyStatus;
  };
}
