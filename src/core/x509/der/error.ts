/**
 * All codes that a DerError can have; they stay as they are once published.
 * The second half of the list are faults: see `DerError.fatal`.
 */
export const DER_ERROR_CODES = [
  // Identifier and length octets (X.690 8.1, 10.1)
  "missing-element", "truncated", "unexpected-tag", "tag-not-minimal", "tag-too-large", "primitive-sequence", "constructed-string",
  "length-indefinite", "length-not-minimal", "length-reserved", "length-too-large", "length-overrun", "trailing-bytes",
  // Bounds
  "input-too-large", "too-deep", "too-many-elements",
  // Values without a meaning
  "boolean-length", "boolean-value", "integer-empty", "integer-not-minimal", "integer-too-large", "null-not-empty",
  "oid-empty", "oid-truncated", "oid-not-minimal", "oid-too-long",
  "bit-string-empty", "bit-string-unused-bits",
  "unsupported-version", "unknown-choice", "ip-address-length", "time-format", "time-value", "bad-public-key", "bad-sct", "bad-tls-feature",
  // Faults: DER or RFC 5280 forbid the encoding, its meaning is plain
  "integer-negative", "serial-zero", "serial-too-long", "serial-not-minimal", "default-encoded", "bit-string-padding", "bit-list-trailing-zeros",
  "set-not-sorted", "sequence-empty", "set-empty", "string-characters", "string-utf8", "string-length", "string-type",
  "duplicate-extension", "extensions-without-version-3", "unique-id-in-version-1", "signature-algorithm-mismatch", "bad-poison",
] as const;

/** Stable code of a DerError. */
export type DerErrorCode = (typeof DER_ERROR_CODES)[number];

/** Bytes that DER (X.690) or the certificate profile (RFC 5280) forbid: what it is, and where. */
export class DerError extends Error {
  override readonly name = "DerError";
  readonly code: DerErrorCode;
  /** Bytes from the start of the input. */
  readonly offset: number;
  /** True: the value has no meaning, and reading it throws. False: a fault whose meaning is plain; it is reported, and the value is read. */
  readonly fatal: boolean;

  constructor(code: DerErrorCode, offset: number, message: string, fatal = true) {
    super(`${message} (byte ${offset})`);
    this.code = code;
    this.offset = offset;
    this.fatal = fatal;
  }
}
