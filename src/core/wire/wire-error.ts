/** What is wrong with the bytes that a server sent. */
export type WireErrorCode =
  /** The first byte is none of a TLS record: another protocol, or none. */
  | "not-tls"
  | "record-type"
  | "record-version"
  | "record-length"
  /** A handshake or alert record without content (RFC 8446 section 5.1). */
  | "record-empty"
  /** A message is split around a record of another kind (RFC 8446 section 5.1). */
  | "interleaved"
  /** A handshake message longer than we read. */
  | "message-too-long"
  /** More bytes, records, messages or certificates than a handshake has. */
  | "too-much"
  /** A structure ends before its end. */
  | "truncated"
  /** Bytes behind the end of a structure. */
  | "trailing"
  /** A value that the protocol does not allow there. */
  | "bad-value"
  /** A message that the protocol does not allow there. */
  | "unexpected-message"
  /** A record that the key does not open, or a suite whose records we cannot open. */
  | "decrypt";

/** The bytes of the server are not TLS as the RFCs have it, or exceed a bound. The message says what and where. */
export class WireError extends Error {
  override readonly name = "WireError";
  readonly code: WireErrorCode;

  constructor(code: WireErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
