/** Why a request is not answered. */
export type RequestErrorCode =
  /** A member is missing, or is not what the request says. */
  "bad-request";

/** A page of ours asked for something in a wrong shape. The browser hands the page its message alone. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: RequestErrorCode;

  constructor(code: RequestErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
