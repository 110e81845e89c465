/** The command was called in a way that it does not know. The message says how it is called. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "usage";
}

/** Something that was to be read cannot be read: the file, and why. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly code: string;

  constructor(message: string, code = "input") {
    super(message);
    this.code = code;
  }
}

/** Exit status: see `tlscope --help`. */
export const EXIT = { valid: 0, invalid: 1, failed: 2 } as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** The graver of two exit statuses. */
export function graver(a: ExitStatus, b: ExitStatus): ExitStatus {
  return a > b ? a : b;
}
