/** Why a file cannot be read as a recording at all. What is wrong with single events is counted instead. */
export type RecordingErrorCode =
  /** Neither a NetLog nor anything else that is read here. */
  | "not-a-recording"
  /** It begins like a NetLog and has no constants before its events: event numbers have no meaning without. */
  | "constants-missing"
  /** Constants that are not as they should be. */
  | "constants-invalid"
  /** Something that is held as a whole is longer than we hold. */
  | "too-long"
  /** Nothing can be read from there on. */
  | "damaged"
  /** Compressed in a way that is not read here, or damaged. */
  | "bad-compression";

/** The message says what and, where it helps, what to do. */
export class RecordingError extends Error {
  override readonly name = "RecordingError";
  readonly code: RecordingErrorCode;

  constructor(code: RecordingErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
