/** A pin, record or name that cannot be read: an option of the caller. */
export class CheckError extends Error {
  override readonly name = "CheckError";
  readonly code = "check";
}
