/** Why a document of settings cannot be taken. */
export type SettingsErrorCode =
  /** No JSON: the reader's words. */
  | "json"
  /** JSON, and no document of TLScope's settings. */
  | "format"
  /** Written by a later version: that version. */
  | "version"
  /** More characters than are read: that many. */
  | "too-large"
  /** A member that there is not. */
  | "unknown"
  /** A member that has to be there. */
  | "missing"
  /** Of another type: the expected one. */
  | "type"
  /** Not one of the values, or out of bounds: what is allowed. */
  | "value"
  /** No host name, address or pattern. */
  | "hosts"
  /** No address that telemetry may be sent to. */
  | "address"
  /** No SHA-256. */
  | "hash"
  /** No time as ISO 8601 has it. */
  | "time"
  /** No certificate. */
  | "certificate"
  /** More entries than there is room for: that room. */
  | "too-many";

/** `at`: the place in the document ("interception.pins[2].hosts"; "" is the whole); `params`: what the code says, of the message `settings_error_<code>` from $2 on. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";

  constructor(readonly code: SettingsErrorCode, readonly at: string, readonly params: readonly string[] = []) {
    super([`${at === "" ? "The document" : at}: ${code}`, ...params].join(", "));
  }
}
