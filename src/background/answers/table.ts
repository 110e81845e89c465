/** From message to handler: a message of the family without a handler does not compile. */
export type Answers<Family extends { [Type in keyof Family]: { request: object; response: unknown } }> = {
  readonly [Type in keyof Family]: (request: Family[Type]["request"]) => Promise<Family[Type]["response"]>;
};
