import type { CompanionFailure } from "../../messages/companion.ts";

/** Why the companion gave nothing to show. `message` has the technical words: the browser's, or the companion's. */
export class CompanionError extends Error {
  override readonly name = "CompanionError";
  readonly code: CompanionFailure;

  constructor(code: CompanionFailure, message: string) {
    super(message);
    this.code = code;
  }
}
