export type QueryErrorCode =
  /** There is no chDB here, and nobody who could be asked whether to fetch it; or the answer was no. */
  | "no-engine"
  /** chDB cannot be had for this system. */
  | "no-engine-here"
  /** Fetching or loading it failed. */
  | "engine-failed"
  /** The engine or the server found a fault in the question, or in a file. */
  | "bad-question"
  /** The server did not answer, or something else than ClickHouse did. */
  | "server-unreachable" | "server-refused" | "server-answer"
  /** A file cannot be read, or is nothing that questions are asked of. */
  | "bad-file"
  /** There is no room for what a file is converted into. */
  | "no-room";

/** A question that cannot be answered. The message says what, where and what to do; the server's words in it are hostile text. */
export class QueryError extends Error {
  override readonly name = "QueryError";

  constructor(readonly code: QueryErrorCode, message: string) {
    super(message);
  }
}
